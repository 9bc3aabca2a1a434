// Writing what was generated: only what changed, and never half.
#ifndef LARDER_GENERATOR_OUTPUT_H
#define LARDER_GENERATOR_OUTPUT_H

#include <span>
#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::generate {

/// Writes `text` to `path` through a temporary beside it, unless the file holds it already (then
/// its time stays, and a build goes no further).
Status write_if_changed(const std::string& path, std::string_view text);

/// A Makefile rule that says which files `targets` were made from, and with `phony` an empty one
/// for each of these files, so that Make goes on where one is gone. kInvalidArgument where a name
/// has a line break, which no such rule can hold.
[[nodiscard]] Result<std::string> depfile_text(std::span<const std::string> targets,
                                               std::span<const std::string> dependencies,
                                               bool phony = false);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_OUTPUT_H
