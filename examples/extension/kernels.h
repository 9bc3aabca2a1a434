// The functions of the module's kernels, for sources that do not depend on Larder.
#pragma once

#include <string>

namespace envelope {

/// Replaces the samples by their envelope: their absolute values, smoothed repeatedly. Throws
/// std::runtime_error if they could not be computed.
void follow(float* samples, int count, int passes);

/// Where kernels run, and why there.
std::string device();

}  // namespace envelope
