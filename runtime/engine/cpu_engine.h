// Runs a Device on the CPU: host memory, and the kernels' CPU variants on the simulator. Every
// call has finished when it returns, so streams have no effect.
#ifndef LARDER_ENGINE_CPU_ENGINE_H
#define LARDER_ENGINE_CPU_ENGINE_H

#include <chrono>
#include <string>

#include "runtime/engine/engine.h"
#include "runtime/engine/launch_table.h"

namespace larder::inline v1::engine {

class CpuEngine final : public Engine {
 public:
  /// `why_not_gpu` is the error for launches of kernels that need a GPU; `watchdog` is in seconds.
  explicit CpuEngine(std::string why_not_gpu, double watchdog = 0);

  Result<void*> allocate(std::size_t bytes) override;
  void release(void* memory) noexcept override;
  Status upload(void* to, const void* from, std::size_t bytes, void* stream) override;
  Status download(void* to, const void* from, std::size_t bytes, void* stream) override;
  Status copy(void* to, const void* from, std::size_t bytes, void* stream) override;
  Status fill(void* to, const void* value, std::size_t value_bytes, std::size_t count,
              void* stream) override;
  Status launch(const detail::Launch& launch) override;
  Status write_variable(const detail::VariableRecord& variable, const void* from) override;
  Status read_variable(const detail::VariableRecord& variable, void* to) override;
  Result<void*> create_stream() override;
  void destroy_stream(void* stream) noexcept override;
  Status synchronize(void*) override { return {}; }
  Status synchronize() override { return {}; }

 private:
  std::string why_not_gpu_;
  std::chrono::nanoseconds watchdog_;
  LaunchTable<kernels::SharedKernel> kernels_;
};

}  // namespace larder::inline v1::engine

#endif  // LARDER_ENGINE_CPU_ENGINE_H
