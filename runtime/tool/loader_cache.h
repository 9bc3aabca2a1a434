// The list of libraries that ldconfig keeps for the dynamic loader: /etc/ld.so.cache.
#ifndef LARDER_TOOL_LOADER_CACHE_H
#define LARDER_TOOL_LOADER_CACHE_H

#include <string>
#include <string_view>
#include <vector>

#include "runtime/format/bytes.h"

namespace larder::tool {

inline constexpr const char* kLoaderCache = "/etc/ld.so.cache";

/// Where the list has libraries of this name, in its order, of whatever processor. Those for
/// processors of some level (glibc-hwcaps) are left out. Empty where the bytes are no such list,
/// as of another C library.
[[nodiscard]] std::vector<std::string> listed_libraries(format::Bytes list, std::string_view name);

}  // namespace larder::tool

#endif  // LARDER_TOOL_LOADER_CACHE_H
