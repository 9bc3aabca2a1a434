// The record of a cache in the build tree, so that programs in its other folders find the cache
// (runtime/store/build_tree.h).
#ifndef LARDER_GENERATOR_PACK_CACHE_RECORD_H
#define LARDER_GENERATOR_PACK_CACHE_RECORD_H

#include <string>

#include "larder/status.h"

namespace larder::pack {

/// Records in the build's root folder that there is a cache whose index is at `index`, for programs
/// with this mark beside them. Leaves an equal record alone, and writes none for a cache outside of
/// the root. kInvalidArgument if there is no such root, kIo if it can't be written to.
[[nodiscard]] Status record_cache(const std::string& root, const std::string& index,
                                  const std::string& mark);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_CACHE_RECORD_H
