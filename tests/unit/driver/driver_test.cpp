#include "runtime/driver/driver.h"

#include <gtest/gtest.h>

#include "runtime/driver/context.h"
#include "tests/support/fake_cuda.h"

namespace larder::inline v1::driver {
namespace {

using tests::FakeCuda;

TEST(Driver, OpensAndDescribesItsDevices) {
  const FakeCuda cuda("capability=8.6,9.0 driver=12040");
  const auto driver = Driver::open();
  ASSERT_TRUE(driver.ok()) << driver.status().text();
  EXPECT_EQ((*driver)->version(), 12040);
  const auto devices = (*driver)->devices();
  ASSERT_TRUE(devices.ok()) << devices.status().text();
  ASSERT_EQ(devices->size(), 2u);
  EXPECT_EQ((*devices)[1].name, "Fake GPU 1");
  EXPECT_EQ((*devices)[0].major * 10 + (*devices)[0].minor, 86);
  EXPECT_EQ((*devices)[1].major * 10 + (*devices)[1].minor, 90);
  EXPECT_EQ((*devices)[1].multiprocessors, 101);
  EXPECT_EQ((*devices)[1].shared_bytes, 48 * 1024);
  EXPECT_EQ((*devices)[1].shared_bytes_opt_in, 227 * 1024);
}

TEST(Driver, NoDeviceFromCuInit) {
  const FakeCuda cuda("devices=0");
  EXPECT_EQ(Driver::open().status().text(),
            "unavailable: no CUDA device (cuInit: CUDA_ERROR_NO_DEVICE (no CUDA-capable device is "
            "detected)); check nvidia-smi and CUDA_VISIBLE_DEVICES");
}

TEST(Driver, DriverThatCannotStartSaysWhy) {
  const FakeCuda cuda("fail=cuInit:803");
  EXPECT_EQ(Driver::open().status().text(),
            "unavailable: the CUDA driver cannot start: cuInit: CUDA_ERROR_SYSTEM_DRIVER_MISMATCH "
            "(system has unsupported display driver); libcuda and the kernel's driver differ: "
            "restart the machine or reinstall the driver");
}

TEST(Driver, EveryQueryMayFail) {
  const FakeCuda cuda;
  for (const char* function : {"cuDeviceGetCount", "cuDeviceGet", "cuDeviceGetName",
                               "cuDeviceGetAttribute", "cuDriverGetVersion"}) {
    cuda.script(std::string("fail=") + function + ":3");
    const auto driver = Driver::open();
    const Status status = driver.ok() ? (*driver)->devices().status() : driver.status();
    EXPECT_EQ(status.message(),
              std::string(function) + ": CUDA_ERROR_NOT_INITIALIZED (initialization error)");
  }
}

TEST(PrimaryContext, IsReleasedAndLeavesNoContextCurrent) {
  const FakeCuda cuda;
  const auto driver = Driver::open();
  {
    const auto context = PrimaryContext::retain(*driver, (*driver)->devices()->front());
    ASSERT_TRUE(context.ok());
    EXPECT_EQ(cuda.alive(), 1u);
    {
      const Current current(**context);
      EXPECT_TRUE(current.status().ok());
      EXPECT_EQ(cuda.context_depth(), 1u);
    }
    EXPECT_EQ(cuda.context_depth(), 0u);
  }
  EXPECT_EQ(cuda.alive(), 0u);
}

TEST(PrimaryContext, FailuresAreReported) {
  const FakeCuda cuda("fail=cuDevicePrimaryCtxRetain:2");
  const auto driver = Driver::open();
  const DeviceInfo device = (*driver)->devices()->front();
  EXPECT_EQ(PrimaryContext::retain(*driver, device).status().code(), Code::kOutOfMemory);
  EXPECT_EQ(cuda.count("cuDevicePrimaryCtxRelease"), 0);
  cuda.script("fail=cuCtxPushCurrent:201");
  const auto context = PrimaryContext::retain(*driver, device);
  const Current current(**context);
  EXPECT_FALSE(current.status().ok());
}

}  // namespace
}  // namespace larder::inline v1::driver
