// The list of libraries that ldconfig keeps for the dynamic loader: /etc/ld.so.cache.
#ifndef LARDER_TOOL_LOADER_CACHE_H
#define LARDER_TOOL_LOADER_CACHE_H

#include <string>
#include <string_view>
#include <vector>

#include "runtime/format/bytes.h"

namespace larder::tool {

inline constexpr const char* kLoaderCache = "/etc/ld.so.cache";

/// The paths of libraries with this name, in the list's order, for any processor. Those for
/// processor levels (glibc-hwcaps) are left out. Empty if the bytes are not such a list,
/// for example with another C library.
[[nodiscard]] std::vector<std::string> listed_libraries(format::Bytes list, std::string_view name);

}  // namespace larder::tool

#endif  // LARDER_TOOL_LOADER_CACHE_H
