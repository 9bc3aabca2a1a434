// The programs' own stores, for `larder store`: a folder for each program, in one root.
#ifndef LARDER_TOOL_PROGRAM_STORES_H
#define LARDER_TOOL_PROGRAM_STORES_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/store/store.h"
#include "runtime/tool/command.h"

namespace larder::tool {

struct ProgramStores {
  std::string root;
  std::vector<std::string> names;  ///< of folders in it, ascending

  /// The folder of one program, as its own process opens it.
  [[nodiscard]] std::string folder(const std::string& name) const { return root + "/" + name; }
};

/// The stores for a command: that of the program it names, else all; only folders with valid
/// names, and never through a link. kNotFound if there is no such program, no --folder, or no
/// root at all.
[[nodiscard]] Result<ProgramStores> find_stores(const StoreRequest& request,
                                                const Machine& machine);

/// "2 entries, 41.3 KiB".
[[nodiscard]] std::string usage_text(const store::StoreUsage& usage);

}  // namespace larder::tool

#endif  // LARDER_TOOL_PROGRAM_STORES_H
