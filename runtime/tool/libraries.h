// The shared libraries that a program loads when it starts, found as the dynamic loader finds them
// (ld.so(8)).
//
//   program ──DT_NEEDED──▶ names ──search──▶ files ──DT_NEEDED──▶ names ...
#ifndef LARDER_TOOL_LIBRARIES_H
#define LARDER_TOOL_LIBRARIES_H

#include <string>
#include <vector>

#include "runtime/format/bytes.h"
#include "runtime/store/file_system.h"

namespace larder::tool {

struct Library {
  std::string path;  ///< as the loader finds it
  store::Mapping file;
};

struct MissingLibrary {
  std::string name;
  std::string needed_by;  ///< the path of the first file that names it
};

struct Libraries {
  std::vector<Library> found;           ///< in the loader's order, each file once
  std::vector<MissingLibrary> missing;  ///< each name once
};

/// The libraries of the program or library at `path`, whose bytes are `file`, and those that they
/// need themselves. `search` is the value of LD_LIBRARY_PATH. Libraries that no file names are left
/// out: LD_PRELOAD's, plug-ins. Folders for processor levels (glibc-hwcaps) are not searched.
[[nodiscard]] Libraries find_libraries(const std::string& path, format::Bytes file,
                                       const std::string& search, store::FileSystem& files);

}  // namespace larder::tool

#endif  // LARDER_TOOL_LIBRARIES_H
