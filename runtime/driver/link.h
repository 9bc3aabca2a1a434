// Compiles PTX to machine code for one device with the driver's own compiler, as bytes that can be
// stored.
#ifndef LARDER_DRIVER_LINK_H
#define LARDER_DRIVER_LINK_H

#include <cstddef>
#include <span>
#include <vector>

#include "larder/status.h"
#include "runtime/driver/context.h"

namespace larder::inline v1::driver {

/// A cubin for the context's device. On failure the status carries the driver's compiler log.
[[nodiscard]] Result<std::vector<std::byte>> compile_ptx(const PrimaryContext& context,
                                                         std::span<const std::byte> text);

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_LINK_H
