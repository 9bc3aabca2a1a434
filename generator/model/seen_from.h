// The name of a file in an #include "..." from another folder.
#ifndef LARDER_GENERATOR_MODEL_SEEN_FROM_H
#define LARDER_GENERATOR_MODEL_SEEN_FROM_H

#include <filesystem>
#include <iterator>
#include <string>
#include <system_error>

namespace larder::generate {

/// The name by which a text in `folder` includes `file`: relative to the folder; absolute if
/// the two have no common folder except "/", or if a link makes ".." lead elsewhere. Both paths may
/// be relative to the current directory; an empty folder is that one.
[[nodiscard]] inline std::string seen_from(const std::string& folder, const std::string& file) {
  namespace fs = std::filesystem;
  const fs::path here = fs::current_path();
  const fs::path base = (here / folder).lexically_normal();
  const fs::path target = (here / file).lexically_normal();
  const auto first = std::next(base.begin());
  const auto other = std::next(target.begin());
  if (first == base.end() || other == target.end() || *first != *other) return target.string();
  const fs::path relative = target.lexically_relative(base);
  std::error_code error;
  const bool elsewhere = fs::exists(base, error) && !fs::equivalent(base / relative, target, error);
  return elsewhere ? target.string() : relative.generic_string();
}

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_MODEL_SEEN_FROM_H
