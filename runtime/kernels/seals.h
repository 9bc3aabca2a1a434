// Which caches the kernels of one program or library accept.
//
//   registered seals ──same_module──▶ those of the kernel's own file ──parse──▶ Seals
#ifndef LARDER_KERNELS_SEALS_H
#define LARDER_KERNELS_SEALS_H

#include <vector>

#include "runtime/format/seal.h"

namespace larder::inline v1::detail {

/// The seals of the program or library that holds `address`; none where every cache will do.
/// Thread safe.
[[nodiscard]] std::vector<format::Seal> seals_of(const void* address);

/// Whether it has any. What a sealed program runs must come from a sealed cache, and from no other
/// store. Thread safe.
[[nodiscard]] bool sealed(const void* address);

}  // namespace larder::inline v1::detail

#endif  // LARDER_KERNELS_SEALS_H
