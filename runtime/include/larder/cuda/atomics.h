// CUDA's atomics, for the same types as in CUDA: relaxed, returning the old value.
//
// On the host they are the processor's own, so they work between blocks that run in parallel and
// with host threads. Each also gives other CUDA threads a turn now and then. So a thread that spins
// on a lock or a flag makes progress as on a GPU, if another thread of its block, or another block,
// must set it. An atomic that changes nothing (a lock that is taken, an addition of 0) counts as
// spinning.
#ifndef LARDER_CUDA_ATOMICS_H
#define LARDER_CUDA_ATOMICS_H

#include "dialect.h"
#include "sync.h"

#if !defined(LARDER_SCAN)

#include <cstring>

#include "../simulator.h"

namespace larder {
inline namespace v1 {
namespace simulator {

/// *address = next(*address) as one step, for any type of 2, 4 or 8 bytes; returns the old value.
template <class Bits, class T, class Next>
LARDER_CHECKED_INLINE T atomic_update(T* address, Next next, CallSite site) {
  static_assert(sizeof(Bits) == sizeof(T));
  give_others_a_turn(false, site);
  Bits* const cell = reinterpret_cast<Bits*>(address);
  Bits seen = __atomic_load_n(cell, __ATOMIC_RELAXED);
  for (;;) {
    T old;
    std::memcpy(&old, &seen, sizeof(T));
    const T wanted = next(old);
    Bits bits;
    std::memcpy(&bits, &wanted, sizeof(T));
    if (__atomic_compare_exchange_n(cell, &seen, bits, true, __ATOMIC_RELAXED, __ATOMIC_RELAXED)) {
      return old;
    }
  }
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

// NOLINTBEGIN(bugprone-macro-parentheses): types can't be in parentheses.
#if defined(LARDER_SCAN)
#define LARDER_ATOMIC_IN_SCOPE(name, scope, type, parameters, arguments, ...) \
  LARDER_OBSERVING type name parameters;
#else
// A call selects the first, which knows its call site; the address of the function is that of the
// second, whose type is CUDA's own.
#define LARDER_ATOMIC_IN_SCOPE(name, scope, type, parameters, arguments, ...)                    \
  LARDER_CHECKED_INLINE type name(LARDER_UNPACKED parameters, LARDER_SITE) { scope __VA_ARGS__ } \
  template <::larder::detail::NoArgument = ::larder::detail::NoArgument{}>                       \
  inline type name parameters {                                                                  \
    return name(LARDER_UNPACKED arguments, "", 0);                                               \
  }
#endif
#define LARDER_ATOMIC_OF_DEVICE(name, type, parameters, arguments, ...) \
  LARDER_ATOMIC_IN_SCOPE(name, , type, parameters, arguments, __VA_ARGS__)
// Each function in CUDA's three scopes; the simulator is as strong as the widest.
#define LARDER_ATOMIC(name, type, parameters, arguments, ...)                                     \
  LARDER_ATOMIC_OF_DEVICE(name, type, parameters, arguments, __VA_ARGS__)                         \
  LARDER_ATOMIC_IN_SCOPE(name##_block, LARDER_IN_SCOPE(::larder::simulator::Scope::kBlock), type, \
                         parameters, arguments, __VA_ARGS__)                                      \
  LARDER_ATOMIC_IN_SCOPE(name##_system, , type, parameters, arguments, __VA_ARGS__)
// A function that the compiler has for this type. `spins` is an expression of `old` and `value`.
#define LARDER_ATOMIC_FETCH(name, type, fetch, spins)                       \
  LARDER_ATOMIC(name, type, (type * address, type value), (address, value), \
                const type old = fetch(address, value, __ATOMIC_RELAXED);   \
                ::larder::simulator::give_others_a_turn((spins), {file, line}); return old;)
// A function that compares and exchanges until it succeeds; `next` computes from `old` and `value`.
#define LARDER_ATOMIC_LOOP(name, type, bits, ...)                           \
  LARDER_ATOMIC(name, type, (type * address, type value), (address, value), \
                return ::larder::simulator::atomic_update<bits>(            \
                    address, [value](type old) -> type { return __VA_ARGS__; }, {file, line});)
#define LARDER_ATOMIC_CAS(form, type)                                                          \
  form(atomicCAS, type, (type * address, type compare, type value), (address, compare, value), \
       const bool done = __atomic_compare_exchange_n(address, &compare, value, false,          \
                                                     __ATOMIC_RELAXED, __ATOMIC_RELAXED);      \
       ::larder::simulator::give_others_a_turn(!done || compare == value, {file, line});       \
       return compare;)
// NOLINTEND(bugprone-macro-parentheses)

LARDER_ATOMIC_FETCH(atomicAdd, int, __atomic_fetch_add, value == 0)
LARDER_ATOMIC_FETCH(atomicAdd, unsigned int, __atomic_fetch_add, value == 0)
LARDER_ATOMIC_FETCH(atomicAdd, unsigned long long, __atomic_fetch_add, value == 0)
LARDER_ATOMIC_LOOP(atomicAdd, float, unsigned int, old + value)
LARDER_ATOMIC_LOOP(atomicAdd, double, unsigned long long, old + value)

LARDER_ATOMIC_FETCH(atomicSub, int, __atomic_fetch_sub, value == 0)
LARDER_ATOMIC_FETCH(atomicSub, unsigned int, __atomic_fetch_sub, value == 0)

LARDER_ATOMIC_FETCH(atomicExch, int, __atomic_exchange_n, old == value)
LARDER_ATOMIC_FETCH(atomicExch, unsigned int, __atomic_exchange_n, old == value)
LARDER_ATOMIC_FETCH(atomicExch, unsigned long long, __atomic_exchange_n, old == value)
LARDER_ATOMIC_LOOP(atomicExch, float, unsigned int, (static_cast<void>(old), value))

LARDER_ATOMIC_LOOP(atomicMin, int, unsigned int, old < value ? old : value)
LARDER_ATOMIC_LOOP(atomicMin, unsigned int, unsigned int, old < value ? old : value)
LARDER_ATOMIC_LOOP(atomicMin, long long, unsigned long long, old < value ? old : value)
LARDER_ATOMIC_LOOP(atomicMin, unsigned long long, unsigned long long, old < value ? old : value)

LARDER_ATOMIC_LOOP(atomicMax, int, unsigned int, old > value ? old : value)
LARDER_ATOMIC_LOOP(atomicMax, unsigned int, unsigned int, old > value ? old : value)
LARDER_ATOMIC_LOOP(atomicMax, long long, unsigned long long, old > value ? old : value)
LARDER_ATOMIC_LOOP(atomicMax, unsigned long long, unsigned long long, old > value ? old : value)

// Counts up to `value`, then from 0 again; counts down to 0, then from `value` again.
LARDER_ATOMIC_LOOP(atomicInc, unsigned int, unsigned int, old >= value ? 0 : old + 1)
LARDER_ATOMIC_LOOP(atomicDec, unsigned int, unsigned int, old == 0 || old > value ? value : old - 1)

LARDER_ATOMIC_CAS(LARDER_ATOMIC, int)
LARDER_ATOMIC_CAS(LARDER_ATOMIC, unsigned int)
LARDER_ATOMIC_CAS(LARDER_ATOMIC, unsigned long long)
LARDER_ATOMIC_CAS(LARDER_ATOMIC_OF_DEVICE, unsigned short)

LARDER_ATOMIC_FETCH(atomicAnd, int, __atomic_fetch_and, ~value == 0)
LARDER_ATOMIC_FETCH(atomicAnd, unsigned int, __atomic_fetch_and, ~value == 0)
LARDER_ATOMIC_FETCH(atomicAnd, unsigned long long, __atomic_fetch_and, ~value == 0)

LARDER_ATOMIC_FETCH(atomicOr, int, __atomic_fetch_or, value == 0)
LARDER_ATOMIC_FETCH(atomicOr, unsigned int, __atomic_fetch_or, value == 0)
LARDER_ATOMIC_FETCH(atomicOr, unsigned long long, __atomic_fetch_or, value == 0)

LARDER_ATOMIC_FETCH(atomicXor, int, __atomic_fetch_xor, value == 0)
LARDER_ATOMIC_FETCH(atomicXor, unsigned int, __atomic_fetch_xor, value == 0)
LARDER_ATOMIC_FETCH(atomicXor, unsigned long long, __atomic_fetch_xor, value == 0)

#undef LARDER_ATOMIC_CAS
#undef LARDER_ATOMIC_LOOP
#undef LARDER_ATOMIC_FETCH
#undef LARDER_ATOMIC
#undef LARDER_ATOMIC_OF_DEVICE
#undef LARDER_ATOMIC_IN_SCOPE

#endif  // LARDER_CUDA_ATOMICS_H
