#include "generator/pack/progress.h"

#include <gtest/gtest.h>

#include <sstream>

namespace larder::pack {
namespace {

TEST(Progress, WritesPlainLinesElsewhere) {
  std::ostringstream out;
  Progress progress(out, false, 2);
  progress.done("a for sm_80");
  progress.done("b for sm_80");
  progress.finish();
  EXPECT_EQ(out.str(), "[1/2] a for sm_80\n[2/2] b for sm_80\n");
}

TEST(Progress, StepsShowInATerminalOnly) {
  for (const bool terminal : {false, true}) {
    std::ostringstream out;
    Progress progress(out, terminal, 3);
    progress.step("a");
    progress.skip(1);
    progress.done("b");
    EXPECT_EQ(out.str(), terminal ? "\r\x1b[K[1/3] a\r\x1b[K[2/2] b" : "[2/2] b\n");
  }
}

TEST(Progress, RewritesOneLineInATerminal) {
  std::ostringstream out;
  Progress progress(out, true, 1);
  progress.done("a");
  progress.finish();
  progress.finish();
  EXPECT_EQ(out.str(), "\r\x1b[K[1/1] a\r\x1b[K");
}

}  // namespace
}  // namespace larder::pack
