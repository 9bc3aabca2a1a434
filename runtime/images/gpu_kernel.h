// One kernel on one GPU: its function, loaded on first use, and its shared memory.
#ifndef LARDER_IMAGES_GPU_KERNEL_H
#define LARDER_IMAGES_GPU_KERNEL_H

#include <memory>
#include <mutex>
#include <utility>

#include "larder/detail/registry.h"
#include "larder/status.h"
#include "runtime/driver/image.h"
#include "runtime/kernels/registry.h"

namespace larder::inline v1::images {

/// Thread safe.
class GpuKernel {
 public:
  /// `why_none` is the error of each launch if `image` is null.
  GpuKernel(kernels::SharedKernel kernel, std::shared_ptr<const driver::Image> image,
            Status why_none)
      : kernel_(std::move(kernel)), image_(std::move(image)), why_none_(std::move(why_none)) {}

  [[nodiscard]] const detail::KernelRecord& record() const { return kernel_->record(); }
  /// Loads the function on first use and requests the shared memory of this launch: beyond 48 KiB a
  /// GPU provides it only on request.
  [[nodiscard]] Result<driver::CuFunction> prepare(const driver::PrimaryContext& context,
                                                   std::size_t dynamic_shared_bytes);

 private:
  Status load(const driver::PrimaryContext& context);

  kernels::SharedKernel kernel_;
  std::shared_ptr<const driver::Image> image_;
  Status why_none_;

  std::mutex mutex_;
  driver::CuFunction function_ = nullptr;
  std::size_t static_shared_bytes_ = 0;
  std::size_t dynamic_shared_allowed_ = 0;
};

using SharedGpuKernel = std::shared_ptr<GpuKernel>;

}  // namespace larder::inline v1::images

#endif  // LARDER_IMAGES_GPU_KERNEL_H
