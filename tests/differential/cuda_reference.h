// The words of CUDA that generated kernels use, for one thread at a time: the reference is compiled
// with this instead of Larder's headers.
#ifndef LARDER_TESTS_DIFFERENTIAL_CUDA_REFERENCE_H
#define LARDER_TESTS_DIFFERENTIAL_CUDA_REFERENCE_H

#include <cmath>
#include <type_traits>

#define __device__

struct uint3 {
  unsigned x, y, z;
};
using dim3 = uint3;

template <class A, class B>
std::common_type_t<A, B> min(A a, B b) {
  const std::common_type_t<A, B> one = a;
  const std::common_type_t<A, B> other = b;
  return other < one ? other : one;
}
template <class A, class B>
std::common_type_t<A, B> max(A a, B b) {
  const std::common_type_t<A, B> one = a;
  const std::common_type_t<A, B> other = b;
  return one < other ? other : one;
}
/// The lanes of a warp, of which there are so many.
#define MASK_OF_FIRST(lanes) ((lanes) == 32u ? 0xffffffffu : (1u << (lanes)) - 1u)

inline int __popc(unsigned x) {
  int out = 0;
  for (; x != 0; x &= x - 1) ++out;
  return out;
}
inline int __clz(int x) {
  int out = 0;
  for (unsigned bit = 0x80000000u; bit != 0 && (static_cast<unsigned>(x) & bit) == 0; bit >>= 1)
    ++out;
  return out;
}
inline int __ffs(int x) {
  for (int i = 0; i < 32; ++i)
    if ((static_cast<unsigned>(x) >> i & 1u) != 0) return i + 1;
  return 0;
}
inline unsigned __brev(unsigned x) {
  unsigned out = 0;
  for (int i = 0; i < 32; ++i) out |= (x >> i & 1u) << (31 - i);
  return out;
}
inline unsigned __umulhi(unsigned a, unsigned b) {
  return static_cast<unsigned>(static_cast<unsigned long long>(a) * b >> 32);
}

template <class T, class V, class Next>
T reference_atomic(T* address, V value, Next next) {
  const T old = *address;
  *address = next(old, static_cast<T>(value));
  return old;
}
#define REFERENCE_ATOMIC(name, ...)                                                     \
  template <class T, class V>                                                           \
  T name(T* address, V value) {                                                         \
    return reference_atomic(address, value, [](T a, T b) -> T { return __VA_ARGS__; }); \
  }
REFERENCE_ATOMIC(atomicAdd, a + b)
REFERENCE_ATOMIC(atomicSub, a - b)
REFERENCE_ATOMIC(atomicMin, b < a ? b : a)
REFERENCE_ATOMIC(atomicMax, a < b ? b : a)
REFERENCE_ATOMIC(atomicAnd, a& b)
REFERENCE_ATOMIC(atomicOr, a | b)
REFERENCE_ATOMIC(atomicXor, a ^ b)
REFERENCE_ATOMIC(atomicExch, (void(a), b))
template <class T>
T atomicCAS(T* address, T compare, T value) {
  const T old = *address;
  if (old == compare) *address = value;
  return old;
}

/// dst = what `from` computes of the values of all lanes of a thread's warp, for each thread.
/// `from(value, lane, lanes, operand)`; lanes: those that there are.
template <class State, class Value, class Operand, class Set, class From>
void reference_warp(State* states, unsigned threads, Value value, Operand operand, Set set,
                    From from) {
  using T = decltype(value(states[0]));
  for (unsigned first = 0; first < threads; first += 32) {
    const unsigned lanes = threads - first < 32 ? threads - first : 32;
    T values[32] = {};
    for (unsigned lane = 0; lane < lanes; ++lane) values[lane] = value(states[first + lane]);
    for (unsigned lane = 0; lane < lanes; ++lane)
      set(states[first + lane], from(values, lane, lanes, operand(states[first + lane])));
  }
}

#endif  // LARDER_TESTS_DIFFERENTIAL_CUDA_REFERENCE_H
