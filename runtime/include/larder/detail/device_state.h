// The state behind a Device, its buffers and its streams, which the templates of the public headers
// use. Not for users. The state is shared: it lives until the last of them is destroyed.
#ifndef LARDER_DETAIL_DEVICE_STATE_H
#define LARDER_DETAIL_DEVICE_STATE_H

#include <cstddef>
#include <memory>

#include "../launch.h"
#include "../status.h"
#include "api.h"

namespace larder {
inline namespace v1 {
namespace detail {

class DeviceState;
using SharedState = std::shared_ptr<DeviceState>;

/// Allocates `count` elements of `element_bytes` each. Null if `count` is 0, or on failure, which
/// then is the device's status.
[[nodiscard]] LARDER_API void* allocate(DeviceState& device, std::size_t count,
                                        std::size_t element_bytes);
LARDER_API void release(DeviceState& device, void* memory) noexcept;

LARDER_API void upload(DeviceState& device, void* to, const void* from, std::size_t bytes,
                       StreamRef stream);
LARDER_API Status download(DeviceState& device, void* to, const void* from, std::size_t bytes,
                           StreamRef stream);
LARDER_API void copy(DeviceState& device, void* to, const void* from, std::size_t bytes,
                     StreamRef stream);
/// Sets `count` values of `value_bytes` each.
LARDER_API void fill(DeviceState& device, void* to, const void* value, std::size_t value_bytes,
                     std::size_t count, StreamRef stream);

/// Variables are identified by their host address.
LARDER_API Status write_variable(DeviceState& device, const void* variable, const void* from,
                                 std::size_t bytes);
LARDER_API Status read_variable(DeviceState& device, const void* variable, void* to,
                                std::size_t bytes);

/// One launch, type-erased.
struct Launch {
  const void* kernel;  ///< the host function's address
  LaunchConfig config;
  void* const* arguments;            ///< a pointer to each parameter's value
  const DeviceState* const* owners;  ///< the owner of each buffer argument; null for other values
  std::size_t count;                 ///< of arguments
  bool cooperative = false;          ///< all blocks must be in progress at the same time
};
LARDER_API void launch(DeviceState& device, const Launch& launch);

/// Null on the CPU, and on failure, which then is the device's status.
[[nodiscard]] LARDER_API void* create_stream(DeviceState& device);
LARDER_API void destroy_stream(DeviceState& device, void* stream) noexcept;
LARDER_API Status synchronize_stream(DeviceState& device, void* stream);

/// Keeps a failure of the caller's own checks as the device's status.
LARDER_API Status fail(DeviceState& device, Status status);
/// kInvalidArgument, kept as the device's status: `wanted` elements exceed `available`.
LARDER_API Status fail_size(DeviceState& device, const char* call, std::size_t wanted,
                            std::size_t available);
/// Whether `device` may use memory of `owner`; fails `device` if not. A null `owner` means the
/// user's own memory, which is accepted unchecked.
[[nodiscard]] LARDER_API bool accept(DeviceState& device, const DeviceState* owner,
                                     const char* call);

}  // namespace detail
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_DEVICE_STATE_H
