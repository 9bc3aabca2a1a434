// A part of a cache: the images of some architectures and kernels.
#ifndef LARDER_STORE_PRUNE_H
#define LARDER_STORE_PRUNE_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/encode.h"

namespace larder::inline v1::store {

/// The parts of a cache to keep. Records of CPU variants are always kept.
struct PruneOptions {
  std::vector<format::Target> machine_code;  ///< for these targets, exactly
  bool ptx = false;                          ///< all PTX
  /// Patterns with *, ? and [...] as glob(7) has them, for a kernel's whole name or symbol; a text
  /// that is the name or symbol itself always matches. None: all kernels.
  std::vector<std::string> kernels;
};

/// The contents without the images that are not kept. Every kernel stays, even without images: so a
/// program can distinguish a removed architecture from a cache of other code.
/// kNotFound, with the existing targets, if a target has no image, or if a pattern
/// matches no kernel.
[[nodiscard]] Result<format::CacheInput> prune_contents(format::CacheInput contents,
                                                        const PruneOptions& kept);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_PRUNE_H
