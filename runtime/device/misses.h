// The kernels that were not ready when a device was opened, with the reasons.
#ifndef LARDER_DEVICE_MISSES_H
#define LARDER_DEVICE_MISSES_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "larder/store.h"

namespace larder::detail {

using Misses = std::vector<StoreMiss>;

/// What a miss is under Options::strict: kNotFound, naming every kernel. Success where there is
/// none.
[[nodiscard]] Status strict_status(const Misses& misses);

}  // namespace larder::detail

#endif  // LARDER_DEVICE_MISSES_H
