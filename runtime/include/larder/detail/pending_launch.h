// On the host kernel<<<grid, block, bytes, stream>>>(arguments...) becomes:
//
//   the launch   __cudaPushCallConfiguration(grid, block, bytes, stream), then a call of the kernel
//   the kernel   begins with: if a launch is pending, pass the arguments to it, and return
//
// So the host compiler itself deduces template arguments, converts arguments and adds defaults.
#ifndef LARDER_DETAIL_PENDING_LAUNCH_H
#define LARDER_DETAIL_PENDING_LAUNCH_H

#include "api.h"

namespace larder {
inline namespace v1 {
namespace detail {

/// Launches the kernel of this host function. `arguments` points to each parameter's value.
using PendingLaunch = void (*)(const void* kernel, void* const* arguments);

/// The next call of a kernel's host function on this OS thread passes its arguments to this. Null:
/// the function runs as written. Set by the runtime API (runtime/cudart); null while a CPU variant
/// runs.
LARDER_API extern __thread PendingLaunch pending_launch;

/// A parameter's address, as launches take it.
template <class T>
void* argument_address(T& parameter) noexcept {
  return const_cast<void*>(static_cast<const volatile void*>(__builtin_addressof(parameter)));
}

/// What launches know a kernel by. Of functions with one name, the type says which.
template <class Function>
const void* kernel_handle(Function* kernel) noexcept {
  return reinterpret_cast<const void*>(kernel);
}

/// A parameter's type as in a function type: without const, and without __restrict__, which
/// g++ keeps in decltype.
template <class T>
struct Unqualified {
  using Type = T;
};
template <class T>
struct Unqualified<const T> {
  using Type = typename Unqualified<T>::Type;
};
template <class T>
struct Unqualified<T* __restrict__> {
  using Type = T*;
};

}  // namespace detail
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_PENDING_LAUNCH_H
