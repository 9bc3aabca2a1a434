// Names of files in the generator's output: relative to the build's root, never absolute unless
// they lie outside of any common folder.
#ifndef LARDER_GENERATOR_SYNTAX_PATHS_H
#define LARDER_GENERATOR_SYNTAX_PATHS_H

#include <string>
#include <string_view>

#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// `path` relative to the current directory, lexically; system paths (/usr/...) stay unchanged.
[[nodiscard]] std::string relative_path(std::string_view path);
/// The name of a file entry of the source manager, through relative_path(); "" for built-in text.
[[nodiscard]] std::string path_of(const clang::SourceManager& sources, clang::FileID file);

/// The place where a reader finds it: the expansion's line, path relative to the build's root.
[[nodiscard]] Location location_of(const clang::SourceManager& sources,
                                   clang::SourceLocation where);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_PATHS_H
