// CUDA's atomic functions with a memory order and a scope, which nvcc has for every type of 1 to 16
// bytes (CUDA C++ Programming Guide, "Atomic Functions"); on the host, for those of up to 8.
//
// The simulator is as strong as the strongest order and the widest scope. Like other atomics, they
// give other CUDA threads a turn now and then.
#ifndef LARDER_CUDA_ORDERED_ATOMICS_H
#define LARDER_CUDA_ORDERED_ATOMICS_H

#include "atomics.h"

// nvcc's values: the CUDA variant and the host agree on them.
enum {
  __NV_ATOMIC_RELAXED,
  __NV_ATOMIC_CONSUME,
  __NV_ATOMIC_ACQUIRE,
  __NV_ATOMIC_RELEASE,
  __NV_ATOMIC_ACQ_REL,
  __NV_ATOMIC_SEQ_CST
};
enum {
  __NV_THREAD_SCOPE_THREAD,
  __NV_THREAD_SCOPE_BLOCK,
  __NV_THREAD_SCOPE_CLUSTER,
  __NV_THREAD_SCOPE_DEVICE,
  __NV_THREAD_SCOPE_SYSTEM
};

namespace larder {
inline namespace v1 {
namespace detail {
/// T, which an argument of this type does not decide.
template <class T>
struct SameType {
  using Type = T;
};
}  // namespace detail
}  // namespace v1
}  // namespace larder

#define LARDER_SAME(T) typename ::larder::detail::SameType<T>::Type
#if defined(LARDER_SCAN)
#define LARDER_ORDERED(result, name, parameters, ...) \
  template <class T>                                  \
  LARDER_OBSERVING result name(LARDER_UNPACKED parameters, int scope = __NV_THREAD_SCOPE_SYSTEM);
#else
#define LARDER_ORDERED(result, name, parameters, ...)                                      \
  template <class T>                                                                       \
  LARDER_CHECKED_INLINE result name(LARDER_UNPACKED parameters,                            \
                                    [[maybe_unused]] int scope = __NV_THREAD_SCOPE_SYSTEM, \
                                    LARDER_SITE) {                                         \
    LARDER_IN_SCOPE(::larder::simulator::scope_of(scope), order)                           \
    __VA_ARGS__                                                                            \
  }

namespace larder {
inline namespace v1 {
namespace simulator {

/// The integer of as many bytes.
template <std::size_t bytes>
struct BitsOf {
  static_assert(bytes <= 8,
                "atomic functions with a memory order take types of up to 8 bytes here");
};
template <>
struct BitsOf<1> {
  using Type = unsigned char;
};
template <>
struct BitsOf<2> {
  using Type = unsigned short;
};
template <>
struct BitsOf<4> {
  using Type = unsigned int;
};
template <>
struct BitsOf<8> {
  using Type = unsigned long long;
};

inline Scope scope_of(int scope) {
  return scope == __NV_THREAD_SCOPE_THREAD || scope == __NV_THREAD_SCOPE_BLOCK ? Scope::kBlock
                                                                               : Scope::kDevice;
}

// Checks need the order as it is written; InScope tells it.
#if defined(LARDER_CHECKED)
inline void order_all() {}
inline constexpr int kStrongest = __ATOMIC_RELAXED;
#else
inline void order_all() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }
inline constexpr int kStrongest = __ATOMIC_SEQ_CST;
#endif

/// atomic_update() that orders all other accesses.
template <class T, class Next>
LARDER_CHECKED_INLINE T ordered_update(T* address, Next next, CallSite site) {
  order_all();
  const T old = atomic_update<typename BitsOf<sizeof(T)>::Type>(address, next, site);
  order_all();
  return old;
}

template <class T>
LARDER_CHECKED_INLINE T ordered_load(const T* address, CallSite site) {
  static_assert(sizeof(typename BitsOf<sizeof(T)>::Type) == sizeof(T));
  give_others_a_turn(true, site);
  T value;
  __atomic_load(address, &value, kStrongest);
  return value;
}

template <class T>
LARDER_CHECKED_INLINE bool ordered_compare_exchange(T* address, T* expected, LARDER_SAME(T) desired,
                                                    CallSite site) {
  static_assert(sizeof(typename BitsOf<sizeof(T)>::Type) == sizeof(T));
  const bool done =
      __atomic_compare_exchange(address, expected, &desired, false, kStrongest, kStrongest);
  give_others_a_turn(!done, site);
  return done;
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder
#endif

#define LARDER_ORDER [[maybe_unused]] int order
LARDER_ORDERED(T, __nv_atomic_load_n, (const T* address, LARDER_ORDER),
               return ::larder::simulator::ordered_load(address, {file, line});)
LARDER_ORDERED(void, __nv_atomic_load, (const T* address, T* value, LARDER_ORDER),
               *value = ::larder::simulator::ordered_load(address, {file, line});)
LARDER_ORDERED(T, __nv_atomic_exchange_n, (T * address, LARDER_SAME(T) value, LARDER_ORDER),
               return ::larder::simulator::ordered_update(address, [value](T) { return value; },
                                                          {file, line});)
LARDER_ORDERED(void, __nv_atomic_exchange, (T * address, T* value, T* old, LARDER_ORDER),
               const T wanted = *value;
               *old = ::larder::simulator::ordered_update(address, [wanted](T) { return wanted; },
                                                          {file, line});)
LARDER_ORDERED(void, __nv_atomic_store_n, (T * address, LARDER_SAME(T) value, LARDER_ORDER),
               ::larder::simulator::ordered_update(address, [value](T) { return value; },
                                                   {file, line});)
LARDER_ORDERED(void, __nv_atomic_store, (T * address, T* value, LARDER_ORDER),
               const T wanted = *value;
               ::larder::simulator::ordered_update(address, [wanted](T) { return wanted; },
                                                   {file, line});)
LARDER_ORDERED(bool, __nv_atomic_compare_exchange_n,
               (T * address, T* expected, LARDER_SAME(T) desired, bool, LARDER_ORDER, int),
               return ::larder::simulator::ordered_compare_exchange(address, expected, desired,
                                                                    {file, line});)
LARDER_ORDERED(bool, __nv_atomic_compare_exchange,
               (T * address, T* expected, T* desired, bool, LARDER_ORDER, int),
               return ::larder::simulator::ordered_compare_exchange(address, expected, *desired,
                                                                    {file, line});)

// An operation that gives the old value, and its twin that gives nothing.
#define LARDER_ORDERED_FETCH(name, ...)                                                          \
  LARDER_ORDERED(T, __nv_atomic_fetch_##name, (T * address, LARDER_SAME(T) value, LARDER_ORDER), \
                 return ::larder::simulator::ordered_update(                                     \
                     address, [value](T old) -> T { return __VA_ARGS__; }, {file, line});)       \
  LARDER_ORDERED(void, __nv_atomic_##name, (T * address, LARDER_SAME(T) value, LARDER_ORDER),    \
                 ::larder::simulator::ordered_update(                                            \
                     address, [value](T old) -> T { return __VA_ARGS__; }, {file, line});)
LARDER_ORDERED_FETCH(add, old + value)
LARDER_ORDERED_FETCH(sub, old - value)
LARDER_ORDERED_FETCH(and, old& value)
LARDER_ORDERED_FETCH(or, old | value)
LARDER_ORDERED_FETCH(xor, old ^ value)
LARDER_ORDERED_FETCH(min, old < value ? old : value)
LARDER_ORDERED_FETCH(max, old > value ? old : value)
#undef LARDER_ORDERED_FETCH
#undef LARDER_ORDERED
#undef LARDER_ORDER
#undef LARDER_SAME

#if defined(LARDER_SCAN)
LARDER_OBSERVING void __nv_atomic_thread_fence(int order, int scope = __NV_THREAD_SCOPE_SYSTEM);
#else
inline void __nv_atomic_thread_fence(int order, int scope = __NV_THREAD_SCOPE_SYSTEM, LARDER_SITE) {
  ::larder::simulator::fence({file, line}, ::larder::simulator::scope_of(scope), order);
}
#endif

#endif  // LARDER_CUDA_ORDERED_ATOMICS_H
