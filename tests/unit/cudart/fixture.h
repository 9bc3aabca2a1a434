// The runtime API as if the process had just begun: on the CPU, and on the stand-in for libcuda.
#ifndef LARDER_TESTS_UNIT_CUDART_FIXTURE_H
#define LARDER_TESTS_UNIT_CUDART_FIXTURE_H

#include <gtest/gtest.h>

#include "cuda_runtime.h"
#include "runtime/cudart/graph/captures.h"
#include "runtime/cudart/process/devices.h"
#include "runtime/cudart/process/pool_devices.h"
#include "runtime/cudart/process/thread_state.h"
#include "tests/support/environment.h"
#include "tests/support/fake_cuda.h"
#include "tests/unit/device/program.h"

namespace larder::tests {

/// Nothing is open, there are no graphs, and this thread has no error.
inline void forget_runtime() {
  cudart::Captures::of_process().forget();
  cudart::Graphs::of_process().forget();
  cudart::GraphMemory::of_process().forget();
  cudart::PoolDevices::of_process().forget();
  cudart::Devices::of_process().forget();
  cudart::this_thread().last_error = cudaSuccess;
  cudart::this_thread().device = cudart::kNoDevice;
}

/// On the CPU, with the kernels of the program.
class CpuRuntime : public testing::Test {
 protected:
  ~CpuRuntime() override { forget_runtime(); }

  Program program_{true};
  ScopedVariable device_{"LARDER_DEVICE", "cpu"};
  ScopedVariable log_{"LARDER_LOG", "off"};
};

}  // namespace larder::tests

#define EXPECT_CUDA(call) EXPECT_EQ(call, cudaSuccess)
#define ASSERT_CUDA(call) ASSERT_EQ(call, cudaSuccess)

#endif  // LARDER_TESTS_UNIT_CUDART_FIXTURE_H
