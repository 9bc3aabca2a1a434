#include "generator/syntax/paths.h"

#include <filesystem>
#include <system_error>

namespace larder::generate {
namespace {

namespace fs = std::filesystem;

// ".." after a symbolic link does not mean what the text suggests: if /lib is a link to /usr/lib,
// /lib/gcc/x86_64-linux-gnu/12/../../../../include is /usr/include.
fs::path without_dots(const fs::path& path) {
  fs::path lexical = path.lexically_normal();
  if (path.native().find("/..") == std::string::npos) return lexical;
  std::error_code error;
  if (fs::equivalent(path, lexical, error)) return lexical;
  const fs::path real = fs::canonical(path, error);
  return error ? lexical : real;
}

}  // namespace

std::string relative_path(std::string_view path) {
  const fs::path given = without_dots(path);
  if (!given.is_absolute()) return given.generic_string();
  const fs::path root = fs::current_path();
  const fs::path relative = given.lexically_relative(root);
  // A path that shares nothing with the build's root but "/" gains nothing from a row of "..".
  const auto first = std::next(root.begin());
  const bool related = first != root.end() && std::next(given.begin()) != given.end() &&
                       *std::next(given.begin()) == *first;
  return related ? relative.generic_string() : given.generic_string();
}

std::string path_of(const clang::SourceManager& sources, clang::FileID file) {
  const clang::OptionalFileEntryRef entry = sources.getFileEntryRefForID(file);
  return entry ? relative_path(entry->getName()) : std::string();
}

Location location_of(const clang::SourceManager& sources, clang::SourceLocation where) {
  const clang::SourceLocation expansion = sources.getExpansionLoc(where);
  return {path_of(sources, sources.getFileID(expansion)), sources.getExpansionLineNumber(expansion),
          sources.getExpansionColumnNumber(expansion)};
}

}  // namespace larder::generate
