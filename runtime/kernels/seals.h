// The seals of one program or library: its kernels accept only matching caches.
//
//   registered seals ──same_module──▶ those of the kernel's own file ──parse──▶ Seals
#ifndef LARDER_KERNELS_SEALS_H
#define LARDER_KERNELS_SEALS_H

#include <vector>

#include "runtime/format/seal.h"

namespace larder::inline v1::kernels {

/// The seals of the program or library that contains `address`; empty if it accepts every cache.
/// Thread safe.
[[nodiscard]] std::vector<format::Seal> seals_of(const void* address);

/// Whether it has any. The images of a sealed program must come from a sealed cache, and never from
/// a store. Thread safe.
[[nodiscard]] bool sealed(const void* address);

}  // namespace larder::inline v1::kernels

#endif  // LARDER_KERNELS_SEALS_H
