// PTX's SIMD instructions on the bytes or halves of a word: vadd4, vabsdiff2 and the like.
#ifndef LARDER_CUDA_PTX_LANES_H
#define LARDER_CUDA_PTX_LANES_H

#include <cstdint>
#include <type_traits>

#include "integer.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

enum class LaneOperation { kAdd, kSubtract, kAbsoluteDifference, kSmaller, kLarger };

inline std::int32_t of_lanes(LaneOperation operation, std::int32_t a, std::int32_t b) {
  switch (operation) {
    case LaneOperation::kAdd:
      return a + b;
    case LaneOperation::kSubtract:
      return a - b;
    case LaneOperation::kAbsoluteDifference:
      return a < b ? b - a : a - b;
    case LaneOperation::kSmaller:
      return a < b ? a : b;
    case LaneOperation::kLarger:
      break;
  }
  return a < b ? b : a;
}

/// The results of each pair of lanes, of types A and B, side by side as lanes of type Result.
template <class A, class B, class Result, bool Saturates>
std::uint32_t each_lane(LaneOperation operation, std::uint32_t a, std::uint32_t b) {
  std::uint32_t out = 0;
  for (unsigned at = 0; at < 32; at += kWidth<Result>) {
    const std::int32_t value =
        of_lanes(operation, static_cast<A>(a >> at), static_cast<B>(b >> at));
    const Result lane = Saturates ? clamped<Result>(value) : static_cast<Result>(value);
    out |= std::uint32_t{static_cast<std::make_unsigned_t<Result>>(lane)} << at;
  }
  return out;
}
/// `sum` and the results of all pairs of lanes (.add).
template <class A, class B>
std::uint32_t sum_of_lanes(LaneOperation operation, std::uint32_t a, std::uint32_t b,
                           std::uint32_t sum) {
  for (unsigned at = 0; at < 32; at += kWidth<A>) {
    sum += static_cast<std::uint32_t>(
        of_lanes(operation, static_cast<A>(a >> at), static_cast<B>(b >> at)));
  }
  return sum;
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_LANES_H
