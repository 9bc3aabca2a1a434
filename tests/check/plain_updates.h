// Updates that are not atomic, in the place of those that are.
#ifndef LARDER_TESTS_CHECK_PLAIN_UPDATES_H
#define LARDER_TESTS_CHECK_PLAIN_UPDATES_H

#include <larder/kernel.h>

#define LARDER_PLAIN_UPDATE(name, wanted)        \
  template <class T, class Value>                \
  __device__ T plain##name(T* at, Value value) { \
    const T old = *at;                           \
    *at = static_cast<T>(wanted);                \
    return old;                                  \
  }
LARDER_PLAIN_UPDATE(Add, old + value)
LARDER_PLAIN_UPDATE(Sub, old - value)
LARDER_PLAIN_UPDATE(Exch, value)
LARDER_PLAIN_UPDATE(Min, old < static_cast<T>(value) ? old : static_cast<T>(value))
LARDER_PLAIN_UPDATE(Max, old > static_cast<T>(value) ? old : static_cast<T>(value))
LARDER_PLAIN_UPDATE(And, old& value)
LARDER_PLAIN_UPDATE(Or, old | value)
LARDER_PLAIN_UPDATE(Xor, old ^ value)
LARDER_PLAIN_UPDATE(Inc, old >= value ? 0 : old + 1)
LARDER_PLAIN_UPDATE(Dec, old == 0 || old > value ? value : old - 1)
#undef LARDER_PLAIN_UPDATE

template <class T, class Expected, class Value>
__device__ T plainCAS(T* at, Expected expected, Value value) {
  const T old = *at;
  if (old == static_cast<T>(expected)) *at = static_cast<T>(value);
  return old;
}

#endif  // LARDER_TESTS_CHECK_PLAIN_UPDATES_H
