#include "generator/lower/ptx/effects.h"

#include <gtest/gtest.h>

#include "generator/lower/ptx/parser.h"

namespace larder::generate::ptx {
namespace {

Effects of(std::string_view text) { return effects_of(std::get<Code>(parse(text))); }

TEST(Effects, OfArithmetic) {
  for (const char* text :
       {"add.u32 %0, %1, %2;", "mov.u32 %0, %%ctaid.x;", "mov.u64 %0, %%clock64;",
        "ld.global.nc.f32 %0, [%1];", "st.global.f32 [%0], %1;"}) {
    const Effects effects = of(text);
    EXPECT_FALSE(effects.waits || effects.observes || effects.asks_index) << text;
  }
}

TEST(Effects, OfMeetingOthers) {
  for (const char* text :
       {"bar.sync 0;", "barrier.sync 0;", "shfl.sync.up.b32 %0, %1, 1, 0, -1;",
        "activemask.b32 %0;", "vote.sync.any.pred %0, %1, -1;", "match.any.sync.b32 %0, %1, -1;",
        "nanosleep.u32 20;", "redux.sync.add.u32 %0, %1, -1;", "bar.warp.sync -1;"})
    EXPECT_TRUE(of(text).waits) << text;
}

TEST(Effects, OfReadingWhatOthersWrite) {
  for (const char* text : {"ld.global.u32 %0, [%1];", "ld.volatile.u32 %0, [%1];", "membar.gl;",
                           "atom.add.u32 %0, [%1], 1;", "fence.sc.gpu;"})
    EXPECT_TRUE(of(text).observes) << text;
}

TEST(Effects, OfAskingForTheThread) {
  for (const char* text : {"mov.u32 %0, %%tid.x;", "mov.u32 %0, %%laneid;", "trap;",
                           "mov.u32 %0, %%lanemask_lt;", "add.u32 %0, %1, %%warpid;"})
    EXPECT_TRUE(of(text).asks_index) << text;
}

}  // namespace
}  // namespace larder::generate::ptx
