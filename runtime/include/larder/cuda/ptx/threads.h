// PTX's special registers, and its shuffles, which take more than CUDA's functions do.
#ifndef LARDER_CUDA_PTX_THREADS_H
#define LARDER_CUDA_PTX_THREADS_H

#include <chrono>
#include <cstdint>

#include "registers.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

/// This thread's number in its block.
inline std::uint32_t thread_number() {
  return threadIdx.x + blockDim.x * (threadIdx.y + blockDim.y * threadIdx.z);
}
inline std::uint32_t lane_number() { return thread_number() % 32; }
inline std::uint32_t warp_number() { return thread_number() / 32; }

// The lanes below this one, and so on.
inline std::uint32_t lane_mask_equal() { return 1u << lane_number(); }
inline std::uint32_t lane_mask_below() { return lane_mask_equal() - 1; }
inline std::uint32_t lane_mask_up_to() { return lane_mask_below() | lane_mask_equal(); }
inline std::uint32_t lane_mask_from() { return ~lane_mask_below(); }
inline std::uint32_t lane_mask_above() { return ~lane_mask_up_to(); }

/// Ticks of clock64().
inline std::uint64_t clock_ticks(LARDER_SITE) {
  return static_cast<std::uint64_t>(::clock64(file, line));
}
/// Nanoseconds of a clock that all processes share.
inline std::uint64_t global_nanoseconds(LARDER_SITE) {
  spin(file, line);
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  return static_cast<std::uint64_t>(now / std::chrono::nanoseconds(1));
}

/// A number from another lane, and whether that lane is in range.
struct Shuffled {
  std::uint32_t value;
  bool in_range;
};

enum class Direction { kUp, kDown, kButterfly, kIndex };

/// The lane to read from, as the PTX ISA defines it; `bounds` holds the clamp and the segment mask.
struct SourceLane {
  std::uint32_t lane;
  bool in_range;
};
inline SourceLane source_lane(Direction direction, std::uint32_t lane, std::uint32_t operand,
                              std::uint32_t bounds) {
  const std::uint32_t by = operand & 31;
  const std::uint32_t segment = bounds >> 8 & 31;
  const std::uint32_t first = lane & segment;
  const std::uint32_t last = first | (bounds & 31 & ~segment);
  std::uint32_t from = first | (by & ~segment);
  if (direction == Direction::kDown) from = lane + by;
  if (direction == Direction::kButterfly) from = lane ^ by;
  bool in_range = from <= last;
  if (direction == Direction::kUp) {
    // A negative lane is in no range.
    in_range = lane >= by && lane - by >= last;
    from = lane - by;
  }
  return {in_range ? from : lane, in_range};
}
inline Shuffled shuffle(Direction direction, std::uint32_t value, std::uint32_t operand,
                        std::uint32_t bounds, std::uint32_t members, LARDER_SITE) {
  const SourceLane source = source_lane(direction, lane(), operand, bounds);
  const std::uint64_t got =
      warp(WarpOperation::kShuffle, members, value, source.lane, {file, line});
  return {static_cast<std::uint32_t>(got), source.in_range};
}

/// match.all: the lanes, and whether all have this value.
struct Matched {
  std::uint32_t lanes;
  bool all;
};
template <class T>
Matched match_all_of(T value, std::uint32_t members, LARDER_SITE) {
  const unsigned lanes = match(WarpOperation::kMatchAll, members, value, CallSite{file, line});
  return {lanes, lanes != 0};
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_THREADS_H
