// Looks one kernel up in one cache: its images there, or why there are none.
#ifndef LARDER_STORE_LOOK_UP_H
#define LARDER_STORE_LOOK_UP_H

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/key.h"
#include "runtime/store/cache.h"

namespace larder::inline v1::store {

/// An image, and the key that it was found under.
struct FoundImage {
  format::Key key;
  ImageEntry entry;
};

struct FoundKernel {
  std::vector<FoundImage> images;  ///< for GPUs; those that the keys cover
  std::optional<FoundImage> cpu;   ///< the record of the CPU variant
  Status why_none;                 ///< if there are no images: "index app.larder is stale: ..."
};

/// Whether a cache has, or because of damage may have, a kernel under one of the keys that a
/// program expects.
[[nodiscard]] bool has_any(const Cache& cache, std::span<const format::KernelKey> keys);

/// `name` is only for the reasons: it distinguishes a stale cache from one that never had the
/// kernel.
[[nodiscard]] FoundKernel look_up(const Cache& cache, const std::string& name,
                                  std::span<const format::KernelKey> keys);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_LOOK_UP_H
