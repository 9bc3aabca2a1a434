// Runs a Device on a GPU, through CUDA's driver.
#ifndef LARDER_ENGINE_GPU_ENGINE_H
#define LARDER_ENGINE_GPU_ENGINE_H

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/driver/context.h"
#include "runtime/engine/engine.h"
#include "runtime/engine/launch_table.h"
#include "runtime/images/gpu_images.h"
#include "runtime/kernels/registry.h"

namespace larder::inline v1::engine {

/// Loads the kernels of the modules with these numbers, on the engine's GPU.
using LoadModules =
    std::function<Result<images::LoadedKernels>(const std::vector<std::uint64_t>& modules)>;

class GpuEngine final : public Engine {
 public:
  /// `loaded` are the kernels of `modules`; `load` gets those of libraries that are loaded later.
  GpuEngine(std::shared_ptr<const driver::PrimaryContext> context, images::LoadedKernels loaded,
            const std::vector<kernels::RegisteredModule>& modules, LoadModules load);

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
  Status synchronize(void* stream) override;
  Status synchronize() override;

  [[nodiscard]] const driver::PrimaryContext& context() const { return *context_; }
  /// The function of a kernel, loaded.
  [[nodiscard]] Result<driver::CuFunction> function(const void* kernel);
  /// The variable's addresses in the images of its sources: one or more. A variable that no image
  /// has gets memory of its own.
  [[nodiscard]] Result<std::vector<driver::Variable>> places(
      const detail::VariableRecord& variable);

 private:
  /// Makes the context current, makes one call of the driver, and describes its failure.
  template <class Function, class... Arguments>
  Status call(const char* name, Function function, Arguments... arguments) const;
  template <class Function, class... More>
  Status start(const char* name, Function call_of_driver, driver::CuFunction kernel,
               const detail::Launch& launch, More... more) const;
  /// Memory for a variable that no image has, with its first value.
  [[nodiscard]] Result<driver::Variable> make_lone(const detail::VariableRecord& variable);
  Status fill_by_copies(void* to, const void* value, std::size_t value_bytes, std::size_t count,
                        void* stream);
  [[nodiscard]] Result<images::SharedGpuKernel> kernel_at(const void* address);
  [[nodiscard]] Result<images::SharedGpuKernel> loaded_kernel(const kernels::FoundKernel& found);
  [[nodiscard]] images::SharedGpuKernel known_kernel(const kernels::FoundKernel& found) const;
  [[nodiscard]] std::vector<images::OwnedImage> images_of(
      const std::vector<std::uint64_t>& modules) const;
  Status load(const std::vector<std::uint64_t>& modules);
  Status load_missing(const std::vector<std::uint64_t>& modules);
  void add(images::LoadedKernels loaded, const std::vector<std::uint64_t>& modules);
  void forget_unloaded_modules();

  std::shared_ptr<const driver::PrimaryContext> context_;
  LoadModules load_;
  LaunchTable<images::SharedGpuKernel> launches_;
  mutable std::mutex mutex_;  ///< guards the rest
  /// By host function and module: a library's successor may have functions at the same addresses.
  using Place = std::pair<const void*, std::uint64_t>;
  struct PlaceHash {
    std::size_t operator()(const Place& place) const {
      return std::hash<const void*>()(place.first) ^ place.second << 48;
    }
  };
  std::unordered_map<Place, images::SharedGpuKernel, PlaceHash> kernels_;
  std::vector<images::OwnedImage> images_;
  std::set<std::uint64_t> modules_;  ///< the loaded ones
};

}  // namespace larder::inline v1::engine

#endif  // LARDER_ENGINE_GPU_ENGINE_H
