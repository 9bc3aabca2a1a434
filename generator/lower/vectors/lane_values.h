// A value in one lane, without those of the other lanes.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_LANE_VALUES_H
#define LARDER_GENERATOR_LOWER_VECTORS_LANE_VALUES_H

#include "generator/lower/vectors/warp_code.h"

namespace larder::generate::vectors {

/// Whether the value is computed again in each lane, and not taken from a lane that may not be
/// here.
bool is_computed_in_all_lanes(const WarpCode& code, const llvm::Value& value);

/// Computed again from affine values where possible.
llvm::Value* value_in_lane(WarpCode& code, const llvm::Value& value, unsigned lane);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_LANE_VALUES_H
