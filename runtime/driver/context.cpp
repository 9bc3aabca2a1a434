#include "runtime/driver/context.h"

#include <utility>

namespace larder::inline v1::driver {

Result<std::shared_ptr<const PrimaryContext>> PrimaryContext::retain(
    std::shared_ptr<const Driver> driver, DeviceInfo device) {
  std::shared_ptr<PrimaryContext> context(new PrimaryContext(std::move(driver), std::move(device)));
  const CuResult retained =
      context->api().cuDevicePrimaryCtxRetain(&context->handle_, context->device_.handle);
  if (Status status = context->check(retained, "cuDevicePrimaryCtxRetain"); !status.ok()) {
    context->handle_ = nullptr;
    return status;
  }
  return std::shared_ptr<const PrimaryContext>(std::move(context));
}

PrimaryContext::~PrimaryContext() {
  if (handle_ != nullptr) api().cuDevicePrimaryCtxRelease(device_.handle);
}

namespace {

thread_local const Current* innermost = nullptr;

}  // namespace

Current::Current(const PrimaryContext& context) : context_(context), outer_(innermost) {
  innermost = this;
  const bool is_current =
      outer_ != nullptr && outer_->status_.ok() && &outer_->context_ == &context_;
  if (is_current) return;
  status_ = context_.check(context_.api().cuCtxPushCurrent(context_.handle()), "cuCtxPushCurrent");
  pushed_ = status_.ok();
}

Current::~Current() {
  innermost = outer_;
  CuContext popped = nullptr;
  if (pushed_) context_.api().cuCtxPopCurrent(&popped);
}

}  // namespace larder::inline v1::driver
