// Host implementations behind simd.h.
#ifndef LARDER_CUDA_SIMD_HOST_H
#define LARDER_CUDA_SIMD_HOST_H

#include <cstdint>
#include <limits>
#include <type_traits>

namespace larder {
inline namespace v1 {
namespace simulator {
namespace simd {

/// The parts of the word that `operation` gives for the parts of `words`, as numbers of `Part`.
template <class Part, class Operation, class... Words>
std::uint32_t each(Operation operation, Words... words) {
  using Bits = std::make_unsigned_t<Part>;
  constexpr int kWidth = 8 * sizeof(Part);
  std::uint32_t out = 0;
  for (int shift = 0; shift < 32; shift += kWidth) {
    const int part = operation(int{static_cast<Part>(words >> shift)}...);
    out |= std::uint32_t{static_cast<Bits>(part)} << shift;
  }
  return out;
}

/// The nearest number of `Part`.
template <class Part>
int saturated(int x) {
  using Limits = std::numeric_limits<Part>;
  if (x < int{Limits::min()}) return Limits::min();
  return x > int{Limits::max()} ? int{Limits::max()} : x;
}

// Of numbers of at most 16 bits. What does not fit the part wraps around.
inline int absolute(int x) { return x < 0 ? -x : x; }
inline int negative(int x) { return -x; }
inline int sum(int x, int y) { return x + y; }
inline int difference(int x, int y) { return x - y; }
inline int apart(int x, int y) { return absolute(x - y); }
inline int smallest(int x, int y) { return y < x ? y : x; }
inline int largest(int x, int y) { return x < y ? y : x; }
/// Halves are rounded up or, of negative numbers, down.
inline int average(int x, int y) { return (x + y + (x + y >= 0 ? 1 : 0)) >> 1; }
inline int average_down(int x, int y) { return (x + y) >> 1; }

template <class Part>
int absolute_saturated(int x) {
  return saturated<Part>(absolute(x));
}
template <class Part>
int negative_saturated(int x) {
  return saturated<Part>(negative(x));
}
template <class Part>
int sum_saturated(int x, int y) {
  return saturated<Part>(sum(x, y));
}
template <class Part>
int difference_saturated(int x, int y) {
  return saturated<Part>(difference(x, y));
}

// 1 where it holds; a mask has all bits then.
inline int equal(int x, int y) { return x == y ? 1 : 0; }
inline int unequal(int x, int y) { return x != y ? 1 : 0; }
inline int less(int x, int y) { return x < y ? 1 : 0; }
inline int at_most(int x, int y) { return x <= y ? 1 : 0; }
inline int greater(int x, int y) { return x > y ? 1 : 0; }
inline int at_least(int x, int y) { return x >= y ? 1 : 0; }
template <int (*holds)(int, int)>
int mask(int x, int y) {
  return -holds(x, y);
}

/// The sum of the parts' distances.
template <class Part>
std::uint32_t sum_of_distances(std::uint32_t x, std::uint32_t y) {
  std::uint32_t out = 0;
  const auto add = [&out](int a, int b) {
    out += static_cast<std::uint32_t>(apart(a, b));
    return 0;
  };
  each<Part>(add, x, y);
  return out;
}

/// The products of two halves of a and the two bytes of b from `first` on, added to `sum`.
template <class Half, class Byte, class Sum>
Sum dot_halves(std::uint32_t a, std::uint32_t b, int first, Sum sum) {
  b >>= first * 8;
  const auto product = [](std::uint32_t half, std::uint32_t byte) {
    return static_cast<std::uint32_t>(int{static_cast<Half>(half)} * int{static_cast<Byte>(byte)});
  };
  return static_cast<Sum>(static_cast<std::uint32_t>(sum) + product(a, b) +
                          product(a >> 16, b >> 8));
}

// Of words (T) and of halves (int); a sum wraps around.
template <class T>
T wrapped_sum(T x, T y) {
  return static_cast<T>(static_cast<std::uint32_t>(x) + static_cast<std::uint32_t>(y));
}
template <class Half>
int wrapped_sum_of_halves(int x, int y) {
  return int{static_cast<Half>(x + y)};
}
template <class Half>
int largest_of_sum(int x, int y, int z) {
  return largest(wrapped_sum_of_halves<Half>(x, y), z);
}
template <class Half>
int smallest_of_sum(int x, int y, int z) {
  return smallest(wrapped_sum_of_halves<Half>(x, y), z);
}
inline int largest_of_3(int x, int y, int z) { return largest(largest(x, y), z); }
inline int smallest_of_3(int x, int y, int z) { return smallest(smallest(x, y), z); }
inline int positive(int x) { return largest(x, 0); }

/// The larger or smaller one, and whether it is the first.
template <class T>
T larger_and_which(T x, T y, bool* first) {
  *first = x >= y;
  return *first ? x : y;
}
template <class T>
T smaller_and_which(T x, T y, bool* first) {
  *first = x <= y;
  return *first ? x : y;
}
template <class Half>
std::uint32_t larger_halves_and_which(std::uint32_t x, std::uint32_t y, bool* high, bool* low) {
  *high = static_cast<Half>(x >> 16) >= static_cast<Half>(y >> 16);
  *low = static_cast<Half>(x) >= static_cast<Half>(y);
  return each<Half>(largest, x, y);
}
template <class Half>
std::uint32_t smaller_halves_and_which(std::uint32_t x, std::uint32_t y, bool* high, bool* low) {
  *high = static_cast<Half>(x >> 16) <= static_cast<Half>(y >> 16);
  *low = static_cast<Half>(x) <= static_cast<Half>(y);
  return each<Half>(smallest, x, y);
}

}  // namespace simd
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_SIMD_HOST_H
