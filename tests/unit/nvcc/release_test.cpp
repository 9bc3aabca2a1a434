#include "generator/nvcc/release.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

TEST(Release, IsInNvccsText) {
  EXPECT_EQ(parse_release("Cuda compilation tools, release 13.0, V13.0.88\nBuild x"), "13.0.88");
  EXPECT_EQ(parse_release("gcc 12.2"), "");
}

}  // namespace
}  // namespace larder::nvcc
