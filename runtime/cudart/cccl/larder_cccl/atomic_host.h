// libcu++'s atomic functions with turns for other CUDA threads: a thread that waits for others by
// an atomic in a loop lets them run. One that changes nothing counts as waiting.
#ifndef LARDER_CCCL_ATOMIC_HOST_H
#define LARDER_CCCL_ATOMIC_HOST_H

#include "larder/simulator.h"

_LIBCUDACXX_BEGIN_NAMESPACE_STD

inline void larder_turn(bool waits) {
  ::larder::simulator::give_others_a_turn(waits, {"cuda/atomic", 0});
}

template <class T>
inline auto __atomic_load_host(T* at, memory_order order) {
  larder_turn(true);
  return larder_native_load(at, order);
}

template <class T, class Value>
inline auto __atomic_exchange_host(T* at, Value value, memory_order order) {
  const auto old = larder_native_exchange(at, value, order);
  larder_turn(sizeof old == sizeof value && __builtin_memcmp(&old, &value, sizeof old) == 0);
  return old;
}

#define LARDER_CCCL_COMPARE_EXCHANGE(strength)                                              \
  template <class T, class Value>                                                           \
  inline bool __atomic_compare_exchange_##strength##_host(                                  \
      T* at, Value* expected, Value desired, memory_order success, memory_order failure) {  \
    const bool done =                                                                       \
        larder_native_compare_exchange_##strength(at, expected, desired, success, failure); \
    larder_turn(!done);                                                                     \
    return done;                                                                            \
  }
LARDER_CCCL_COMPARE_EXCHANGE(strong)
LARDER_CCCL_COMPARE_EXCHANGE(weak)
#undef LARDER_CCCL_COMPARE_EXCHANGE

// `unchanged` is an expression of `old` and `value`.
#define LARDER_CCCL_FETCH(name, ...)                                                 \
  template <class T, class Value>                                                    \
  inline auto __atomic_fetch_##name##_host(T* at, Value value, memory_order order) { \
    const auto old = larder_native_fetch_##name(at, value, order);                   \
    larder_turn(__VA_ARGS__);                                                        \
    return old;                                                                      \
  }
LARDER_CCCL_FETCH(add, value == Value(0))
LARDER_CCCL_FETCH(sub, value == Value(0))
LARDER_CCCL_FETCH(and, (old & value) == old)
LARDER_CCCL_FETCH(or, (old | value) == old)
LARDER_CCCL_FETCH(xor, value == Value(0))
LARDER_CCCL_FETCH(max, !(old < value))
LARDER_CCCL_FETCH(min, !(value < old))
#undef LARDER_CCCL_FETCH

_LIBCUDACXX_END_NAMESPACE_STD

#endif  // LARDER_CCCL_ATOMIC_HOST_H
