#include "generator/nvcc/device_flags.h"

#include <gmock/gmock.h>

namespace larder::nvcc {
namespace {

using testing::ElementsAre;
using Flags = std::vector<std::string>;

TEST(KeyFlags, KeepTheStandardTheFrontEndsWordsAndTheToolkitsMacros) {
  EXPECT_THAT(key_flags(Flags{"-std=c++17", "-Isrc", "-DN=3", "-D__CUDA_NO_HALF_OPERATORS__",
                              "-DCUDA_API_PER_THREAD_DEFAULT_STREAM", "-UNV_X", "-D__NV_Y=1",
                              "-isystem=CUDA_include", "-Xcudafe=--unsigned_chars"}),
              ElementsAre("-std=c++17", "-D__CUDA_NO_HALF_OPERATORS__",
                          "-DCUDA_API_PER_THREAD_DEFAULT_STREAM", "-UNV_X", "-D__NV_Y=1",
                          "-Xcudafe=--unsigned_chars"));
}

TEST(AsksForLines, WithEachOfNvccsSpellings) {
  for (const char* flag : {"-lineinfo", "--generate-line-info", "-G", "--device-debug"})
    EXPECT_TRUE(asks_for_lines(Flags{"--use_fast_math", flag})) << flag;
  EXPECT_FALSE(asks_for_lines(Flags{"-O3", "-g"}));
}

}  // namespace
}  // namespace larder::nvcc
