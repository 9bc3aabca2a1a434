#include "generator/nvcc/process.h"

#include <gtest/gtest.h>

namespace larder::nvcc {
namespace {

TEST(Process, GivesExitCodeAndAllOutput) {
  const Result<Finished> finished =
      run_process({"sh", "-c", "echo out; echo err >&2; cat; exit 3"});
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(finished->exit_code, 3);
  EXPECT_EQ(finished->output, "out\nerr\n");
}

TEST(Process, PassesWordsAsTheyAre) {
  const Result<Finished> finished = run_process({"printf", "%s|", "a b", "$HOME", "", "\"*\""});
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(finished->output, "a b|$HOME||\"*\"|");
}

TEST(Process, ReadsMoreThanAPipeHolds) {
  const Result<Finished> finished = run_process({"sh", "-c", "head -c 1000000 /dev/zero"});
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(finished->output.size(), 1'000'000U);
}

TEST(Process, ASignalIsAFailure) {
  const Result<Finished> finished = run_process({"sh", "-c", "kill -9 $$"});
  ASSERT_TRUE(finished.ok());
  EXPECT_EQ(finished->exit_code, 128 + 9);
}

TEST(Process, AMissingProgramIsAnErrorWithItsName) {
  const Status status = run_process({"/nonexistent/nvcc"}).status();
  EXPECT_EQ(status.code(), Code::kNotFound);
  EXPECT_NE(status.message().find("/nonexistent/nvcc"), std::string::npos);
}

}  // namespace
}  // namespace larder::nvcc
