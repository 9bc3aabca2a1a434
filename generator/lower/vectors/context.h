// The parameters of the functions that are made for a kernel, and what they return.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_CONTEXT_H
#define LARDER_GENERATOR_LOWER_VECTORS_CONTEXT_H

#include <llvm/IR/Function.h>

#include <cstdint>

#include "generator/lower/vectors/vector_code.h"
#include "generator/lower/vectors/words.h"

namespace larder::generate::vectors {

/// Offsets in larder::detail::VectorBlock (larder/detail/vectors.h).
struct Offsets {
  static constexpr unsigned kArguments = 0;
  static constexpr unsigned kShared = 8;
  static constexpr unsigned kDynamicShared = 16;
  static constexpr unsigned kFrames = 24;
  static constexpr unsigned kIndex = 32;    ///< 4 bytes for each number of kIndex
  static constexpr unsigned kThreads = 80;  ///< in the block
  static constexpr unsigned kWarps = 84;
  static constexpr unsigned kVotes = 88;  ///< count, threads
  static constexpr unsigned kNextVotes = 96;
  static constexpr unsigned kFailedLine = 104;
  static constexpr unsigned kFailedFile = 112;
  static constexpr unsigned kFailedThread = 108;
  static constexpr unsigned kThreadIndex = 120;  ///< tables of threadIdx.x, y and z
  static constexpr unsigned kEnd = 128;
};

/// CUDA's limit for a block, the length of a table of kThreadIndex.
inline constexpr unsigned kMostThreads = 1024;

/// The blocks that code is made for.
struct BlockShape {
  /// So many lanes are a stretch of a row: all those of a warp if blockDim.x is a multiple of a
  /// warp. A warp of several rows lies in one layer. 0: nothing is known of rows.
  unsigned row = 0;
  Extents extents = {};  ///< blockDim; zeros: it is not known

  [[nodiscard]] bool is_known() const { return extents[0] != 0; }
  /// Whether the last warp may have fewer threads than lanes.
  [[nodiscard]] bool has_rest() const { return row == 0; }
};

/// The lanes that are a stretch of a row in such a block; 0 if that is not so in all its warps.
[[nodiscard]] inline unsigned row_of(const Extents& block) {
  if (block[0] == 0) return 0;
  if (block[0] % kLanes == 0) return kLanes;
  const bool divides = block[0] >= 4 && kLanes % block[0] == 0;
  return divides && block[1] % (kLanes / block[0]) == 0 ? block[0] : 0;
}

/// The parameters of a function that runs a part of a kernel for one warp.
struct WarpParameters {
  static constexpr unsigned kBlock = 0;  ///< the VectorBlock
  static constexpr unsigned kX = 1;      ///< threadIdx of lane 0, where rows are known
  static constexpr unsigned kY = 2;
  static constexpr unsigned kZ = 3;
  static constexpr unsigned kWarp = 4;
  static constexpr unsigned kFrame = 5;  ///< memory for what lives across barriers
};

/// Results: larder::detail::VectorResult. A positive number is that of a barrier.
inline constexpr std::int32_t kEnded = 0;
inline constexpr std::int32_t kTrapped = -1;
inline constexpr std::int32_t kDivergentBarrier = -2;
inline constexpr std::int32_t kDivergentWarp = -3;
inline constexpr std::int32_t kDivergentWarps = -4;  ///< they wait at different barriers

/// The mark in a warp's function of a barrier; its argument is the barrier's number.
inline constexpr const char kWaitMark[] = "larder.wait";

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_CONTEXT_H
