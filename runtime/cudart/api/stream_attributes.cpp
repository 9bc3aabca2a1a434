// Attributes of streams.
#include <algorithm>
#include <iterator>

#include "cuda_runtime_api.h"
#include "runtime/cudart/api/call.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

/// Those that a stream keeps.
constexpr cudaLaunchAttributeID kKept[] = {cudaLaunchAttributeAccessPolicyWindow,
                                           cudaLaunchAttributeSynchronizationPolicy};

Status not_supported(cudaLaunchAttributeID attribute) {
  return failure(cudaErrorNotSupported,
                 compose("attribute {} of streams is not supported, or can't be set",
                         static_cast<int>(attribute)));
}

bool is_kept(cudaLaunchAttributeID attribute) {
  return std::ranges::find(kKept, attribute) != std::end(kKept);
}

Result<cudaLaunchAttributeValue> attribute_of(DeviceBackend& on, cudaStream_t stream,
                                              cudaLaunchAttributeID attribute) {
  if (is_kept(attribute)) return on.stream_attribute(stream, attribute);
  if (attribute != cudaLaunchAttributePriority) return not_supported(attribute);
  const Result<int> priority = on.stream_priority(stream);
  if (!priority.ok()) return priority.status();
  cudaLaunchAttributeValue value{};
  value.priority = *priority;
  return value;
}

Status copy_attributes(DeviceBackend& on, cudaStream_t to, cudaStream_t from) {
  for (const cudaLaunchAttributeID attribute : kKept) {
    const Result<cudaLaunchAttributeValue> value = on.stream_attribute(from, attribute);
    if (!value.ok()) return value.status();
    Status status = on.set_stream_attribute(to, attribute, *value);
    if (!status.ok()) return status;
  }
  return {};
}

}  // namespace

extern "C" {

cudaError_t cudaStreamSetAttribute(cudaStream_t stream, enum cudaStreamAttrID attr,
                                   const union cudaStreamAttrValue* value) {
  return on_device([&](DeviceBackend& on) {
    if (value == nullptr) return failure(cudaErrorInvalidValue, "the attribute's value is null");
    return is_kept(attr) ? on.set_stream_attribute(stream, attr, *value) : not_supported(attr);
  });
}

cudaError_t cudaStreamGetAttribute(cudaStream_t stream, enum cudaStreamAttrID attr,
                                   union cudaStreamAttrValue* value) {
  return get_from_device(value, [&](DeviceBackend& on) { return attribute_of(on, stream, attr); });
}

cudaError_t cudaStreamCopyAttributes(cudaStream_t dst, cudaStream_t src) {
  return on_device([&](DeviceBackend& on) { return copy_attributes(on, dst, src); });
}

cudaError_t cudaCtxResetPersistingL2Cache(void) {
  return on_device([](DeviceBackend& on) { return on.reset_persisting(); });
}
}
