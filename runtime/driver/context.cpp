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

Current::Current(const PrimaryContext& context) : context_(context) {
  status_ = context_.check(context_.api().cuCtxPushCurrent(context_.handle()), "cuCtxPushCurrent");
}

Current::~Current() {
  CuContext popped = nullptr;
  if (status_.ok()) context_.api().cuCtxPopCurrent(&popped);
}

}  // namespace larder::inline v1::driver
