#include "runtime/images/gpu_kernel.h"

#include <algorithm>

#include "runtime/kernels/limits.h"

namespace larder::inline v1::images {

Status GpuKernel::load(const driver::PrimaryContext& context) {
  if (image_ == nullptr) return why_none_;
  const Result<driver::CuFunction> function = image_->function(record().symbol);
  if (!function.ok()) return function.status();
  int static_bytes = 0;
  const driver::Current current(context);
  if (!current.status().ok()) return current.status();
  Status status = context.check(
      context.api().cuFuncGetAttribute(&static_bytes, driver::kFunctionSharedBytes, *function),
      "cuFuncGetAttribute");
  if (!status.ok()) return status;
  static_shared_bytes_ = static_cast<std::size_t>(static_bytes);
  const auto usual = static_cast<std::size_t>(context.device().shared_bytes);
  dynamic_shared_allowed_ = usual - std::min(usual, static_shared_bytes_);
  function_ = *function;
  return {};
}

Result<driver::CuFunction> GpuKernel::prepare(const driver::PrimaryContext& context,
                                              std::size_t dynamic_shared_bytes) {
  const std::lock_guard lock(mutex_);
  if (function_ == nullptr) {
    if (Status status = load(context); !status.ok()) return status;
  }
  if (dynamic_shared_bytes <= dynamic_shared_allowed_) return function_;
  const driver::DeviceInfo& device = context.device();
  const int limit = std::max(device.shared_bytes, device.shared_bytes_opt_in);
  Status status = kernels::check_shared(record(), static_shared_bytes_, dynamic_shared_bytes,
                                        static_cast<std::size_t>(limit));
  if (!status.ok()) return status;
  const driver::Current current(context);
  if (!current.status().ok()) return current.status();
  status = context.check(
      context.api().cuFuncSetAttribute(function_, driver::kFunctionMaxDynamicSharedBytes,
                                       static_cast<int>(dynamic_shared_bytes)),
      "cuFuncSetAttribute");
  if (!status.ok()) return status;
  dynamic_shared_allowed_ = dynamic_shared_bytes;
  return function_;
}

}  // namespace larder::inline v1::images
