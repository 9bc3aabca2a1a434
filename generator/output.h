// Writes generated files: only those that changed, and never incompletely.
#ifndef LARDER_GENERATOR_OUTPUT_H
#define LARDER_GENERATOR_OUTPUT_H

#include <span>
#include <string>
#include <string_view>

#include "larder/status.h"

namespace larder::generate {

/// Writes `text` to `path` through a temporary file beside it, unless the file holds it already
/// (then its time stays, and a build does nothing more).
Status write_if_changed(const std::string& path, std::string_view text);

/// A Makefile rule with the files that `targets` were made from, and with `phony` an empty rule
/// for each of these files, so that Make continues if one is gone. kInvalidArgument if a name
/// has a line break, which such a rule can't contain.
[[nodiscard]] Result<std::string> depfile_text(std::span<const std::string> targets,
                                               std::span<const std::string> dependencies,
                                               bool phony = false);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_OUTPUT_H
