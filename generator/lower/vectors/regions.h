// Splits a warp's function at its barriers: a region runs from the start or from one barrier to the
// next ones that it meets.
//
// A region is a function that returns the number of the barrier at which the warp waits, or a
// result of context.h. What lives across a barrier is in the warp's frame meanwhile.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_REGIONS_H
#define LARDER_GENERATOR_LOWER_VECTORS_REGIONS_H

#include <cstdint>
#include <vector>

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

inline constexpr std::uint64_t kFrameAlignment = 64;

struct Regions {
  std::vector<llvm::Function*> functions;  ///< by the number of the barrier before it; 0: the start
  std::uint64_t frame_bytes = 0;           ///< of a warp
  bool votes = false;                      ///< threads vote at a barrier
};

/// Uses up the function of `code`.
[[nodiscard]] Regions split_at_barriers(WarpCode& code);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_REGIONS_H
