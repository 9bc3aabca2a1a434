// What the module's kernels do, for sources that know nothing of Larder.
#pragma once

#include <string>

namespace envelope {

/// Replaces the samples by their envelope: their absolute values, smoothed so often. Throws
/// std::runtime_error where they could not be computed.
void follow(float* samples, int count, int passes);

/// Where kernels run, and why there.
std::string device();

}  // namespace envelope
