// The size of a block.
#ifndef LARDER_GENERATOR_MODEL_EXTENTS_H
#define LARDER_GENERATOR_MODEL_EXTENTS_H

#include <array>
#include <cstdint>

namespace larder::generate {

/// blockDim.x, y and z; zeros: not known.
using Extents = std::array<std::uint32_t, 3>;

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_EXTENTS_H
