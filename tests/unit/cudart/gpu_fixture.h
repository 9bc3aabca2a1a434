// The runtime API on the stand-in for libcuda.
#ifndef LARDER_TESTS_UNIT_CUDART_GPU_FIXTURE_H
#define LARDER_TESTS_UNIT_CUDART_GPU_FIXTURE_H

#include <optional>
#include <string>

#include "runtime/images/image_table.h"
#include "tests/unit/cudart/fixture.h"

namespace larder::tests {

class GpuRuntime : public testing::Test {
 protected:
  void SetUp() override { begin(""); }
  ~GpuRuntime() override { forget_runtime(); }

  /// As if the process began on a machine of this script.
  void begin(const std::string& script, FakeDriver driver = FakeDriver::kToday) {
    forget_runtime();
    cuda_.reset();
    cuda_.emplace(script, driver);
    int device = -1;
    ASSERT_CUDA(cudaGetDevice(&device));
  }
  [[nodiscard]] bool called(const std::string& line) const {
    return cuda_->calls().find(line + "\n") != std::string::npos;
  }
  void* allocate(std::size_t bytes) {
    void* memory = nullptr;
    EXPECT_CUDA(cudaMalloc(&memory, bytes));
    return memory;
  }

  ScopedVariable device_{"LARDER_DEVICE", std::nullopt};
  ScopedVariable log_{"LARDER_LOG", "off"};
  Program program_{true};
  DiskCache cache_{{sass(9, 0)}};
  std::optional<FakeCuda> cuda_;
};

}  // namespace larder::tests

#define EXPECT_CALLED(line) EXPECT_TRUE(called(line)) << (line) << " in\n" << cuda_->calls()

#endif  // LARDER_TESTS_UNIT_CUDART_GPU_FIXTURE_H
