// The files of a program's process with kernels, each with the cache that it would find.
//
//   program ──find_libraries──▶ it and its libraries ──read_program──▶ those with kernels ──locate
#ifndef LARDER_TOOL_MODULES_H
#define LARDER_TOOL_MODULES_H

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/store/locate.h"
#include "runtime/tool/command.h"
#include "runtime/tool/libraries.h"
#include "runtime/tool/program.h"

namespace larder::tool {

/// A program or library with kernels.
struct Module {
  std::string file;       ///< a program's as given, a library's without links
  std::string real_path;  ///< without links
  std::vector<ProgramKernel> kernels;
  std::vector<format::Seal> seals;
  store::Located located;
};

struct Process {
  std::vector<Module> modules;          ///< the program, if it has kernels; then libraries
  std::vector<MissingLibrary> missing;  ///< these may have kernels too
  std::vector<Status> unread;           ///< why a library's kernels are not among these
  bool program_has_kernels = false;
};

/// The files with kernels after `program`, a program or library with this content, has started.
/// Links in paths are followed, as the process itself does for its caches. Fails as read_program()
/// and read_seals(), with the path, if the program itself is wrong; kNotFound if no file has
/// kernels.
[[nodiscard]] Result<Process> find_modules(const std::string& program, format::Bytes file,
                                           const Machine& machine);

/// Whether the program is the only file with kernels, and nothing is missing that might have some.
[[nodiscard]] bool is_program_alone(const Process& process);

/// "library not found: libblur.so.1, which /opt/bin/app needs": a line each.
[[nodiscard]] std::string missing_text(const Process& process);
/// A list of {"name", "needed_by"}.
[[nodiscard]] nlohmann::json missing_json(const Process& process);
/// A list of texts: why libraries were not read.
[[nodiscard]] nlohmann::json unread_json(const Process& process);

}  // namespace larder::tool

#endif  // LARDER_TOOL_MODULES_H
