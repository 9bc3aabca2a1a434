#include "runtime/driver/result.h"

#include <gtest/gtest.h>

#include "tests/support/fake_cuda.h"

namespace larder::inline v1::driver {
namespace {

class DriverResult : public testing::Test {
 protected:
  [[nodiscard]] Status status(CuResult result) const {
    return to_status(library_->entry_points, result, "cuSomething");
  }

  tests::FakeCuda cuda_;
  Result<LoadedLibrary> library_ = load_library();
};

TEST_F(DriverResult, SuccessIsSuccess) { EXPECT_TRUE(status(0).ok()); }

TEST_F(DriverResult, FailureIsInTheDriversWords) {
  EXPECT_EQ(status(2).text(),
            "out of memory: cuSomething: CUDA_ERROR_OUT_OF_MEMORY (out of memory)");
}

TEST_F(DriverResult, AdviceFollowsWhereThereIsAny) {
  EXPECT_EQ(status(222).text(),
            "unsupported: cuSomething: CUDA_ERROR_UNSUPPORTED_PTX_VERSION (the provided PTX was "
            "compiled with a newer one); the PTX is newer than the driver: update NVIDIA's driver");
}

TEST_F(DriverResult, CodeUnknownToTheDriverIsANumber) {
  EXPECT_EQ(status(12345).message(), "cuSomething: CUDA error 12345");
}

TEST_F(DriverResult, CodesByKind) {
  EXPECT_EQ(status(1).code(), Code::kInvalidArgument);
  EXPECT_EQ(status(100).code(), Code::kUnavailable);
  EXPECT_EQ(status(200).code(), Code::kCorrupt);
  EXPECT_EQ(status(209).code(), Code::kUnsupported);
  EXPECT_EQ(status(500).code(), Code::kNotFound);
  EXPECT_EQ(status(700).code(), Code::kLaunchFailed);
  EXPECT_EQ(status(803).code(), Code::kUnavailable);
}

TEST_F(DriverResult, WithoutErrorNamesTheNumberIsGiven) {
  EXPECT_EQ(to_status(EntryPoints{}, 700, "cuSomething").message(), "cuSomething: CUDA error 700");
}

}  // namespace
}  // namespace larder::inline v1::driver
