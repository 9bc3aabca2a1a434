// Runs a Device on a GPU, through CUDA's driver.
#ifndef LARDER_DEVICE_GPU_ENGINE_H
#define LARDER_DEVICE_GPU_ENGINE_H

#include <memory>
#include <unordered_map>
#include <vector>

#include "runtime/device/engine.h"
#include "runtime/device/gpu_images.h"
#include "runtime/driver/context.h"

namespace larder::detail {

class GpuEngine final : public Engine {
 public:
  GpuEngine(std::shared_ptr<const driver::PrimaryContext> context, LoadedKernels loaded);

  Result<void*> allocate(std::size_t bytes) override;
  void release(void* memory) noexcept override;
  Status upload(void* to, const void* from, std::size_t bytes, void* stream) override;
  Status download(void* to, const void* from, std::size_t bytes, void* stream) override;
  Status copy(void* to, const void* from, std::size_t bytes, void* stream) override;
  Status fill(void* to, const void* value, std::size_t value_bytes, std::size_t count,
              void* stream) override;
  Status launch(const Launch& launch) override;
  Status write_variable(const VariableRecord& variable, const void* from) override;
  Status read_variable(const VariableRecord& variable, void* to) override;
  Result<void*> create_stream() override;
  void destroy_stream(void* stream) noexcept override;
  Status synchronize(void* stream) override;
  Status synchronize() override;

 private:
  /// Makes the context current, makes one call of the driver, and puts its failure into words.
  template <class Function, class... Arguments>
  Status call(const char* name, Function function, Arguments... arguments) const;
  Status fill_by_copies(void* to, const void* value, std::size_t value_bytes, std::size_t count,
                        void* stream);
  /// Where the images have the variable: each that reaches it has a copy of its own.
  [[nodiscard]] Result<std::vector<driver::Variable>> places(const VariableRecord& variable) const;

  std::shared_ptr<const driver::PrimaryContext> context_;
  GpuKernels kernels_;
  std::vector<std::shared_ptr<const driver::Image>> images_;
  std::unordered_map<const void*, GpuKernel*> by_address_;
};

}  // namespace larder::detail

#endif  // LARDER_DEVICE_GPU_ENGINE_H
