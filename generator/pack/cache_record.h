// What the build tree keeps of a cache, so that programs in other folders of it find the cache
// (runtime/store/build_tree.h).
#ifndef LARDER_GENERATOR_PACK_CACHE_RECORD_H
#define LARDER_GENERATOR_PACK_CACHE_RECORD_H

#include <string>

#include "larder/status.h"

namespace larder::pack {

/// Records in the build's root folder that there is a cache whose index is at `index`, for programs
/// with this mark beside them. A record that says so already is left alone, and of a cache outside
/// of the root there is none. kInvalidArgument where there is no such root, kIo where it can't be
/// written to.
[[nodiscard]] Status record_cache(const std::string& root, const std::string& index,
                                  const std::string& mark);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_CACHE_RECORD_H
