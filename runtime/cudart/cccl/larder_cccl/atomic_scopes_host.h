// libcu++'s atomic functions of the host, each with the scope that the user's code names.
#ifndef LARDER_CCCL_ATOMIC_SCOPES_HOST_H
#define LARDER_CCCL_ATOMIC_SCOPES_HOST_H

#include "larder/simulator.h"

_LIBCUDACXX_BEGIN_NAMESPACE_STD

inline ::larder::simulator::Scope larder_scope_of(__thread_scope_block_tag) {
  return ::larder::simulator::Scope::kBlock;
}
template <class Wider>
::larder::simulator::Scope larder_scope_of(Wider) {
  return ::larder::simulator::Scope::kDevice;
}

/// `Scope` is one of libcu++'s tags.
template <class Scope>
struct larder_scoped {
#define LARDER_CCCL_SCOPED(name)                                   \
  template <class... Arguments>                                    \
  LARDER_CHECKED_INLINE static auto name(Arguments... arguments) { \
    LARDER_IN_SCOPE(larder_scope_of(Scope{}))                      \
    return __atomic_##name##_host(arguments...);                   \
  }
  LARDER_CCCL_SCOPED(store)
  LARDER_CCCL_SCOPED(load)
  LARDER_CCCL_SCOPED(exchange)
  LARDER_CCCL_SCOPED(compare_exchange_strong)
  LARDER_CCCL_SCOPED(compare_exchange_weak)
  LARDER_CCCL_SCOPED(fetch_add)
  LARDER_CCCL_SCOPED(fetch_sub)
  LARDER_CCCL_SCOPED(fetch_and)
  LARDER_CCCL_SCOPED(fetch_or)
  LARDER_CCCL_SCOPED(fetch_xor)
  LARDER_CCCL_SCOPED(fetch_max)
  LARDER_CCCL_SCOPED(fetch_min)
#undef LARDER_CCCL_SCOPED
};

_LIBCUDACXX_END_NAMESPACE_STD

#endif  // LARDER_CCCL_ATOMIC_SCOPES_HOST_H
