#include "generator/pack/manifest.h"

#include <filesystem>

namespace larder::pack {

Result<Manifest> read_manifest(const std::string& path) {
  Result<Manifest> manifest = manifest::read(path, store::posix_file_system());
  if (manifest.ok()) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    manifest->cuda = (folder / manifest->cuda).string();
  }
  return manifest;
}

std::vector<std::string> variable_symbols(const Manifest& manifest) {
  std::vector<std::string> symbols;
  symbols.reserve(manifest.variables.size());
  for (const manifest::Variable& variable : manifest.variables) symbols.push_back(variable.symbol);
  return symbols;
}

std::set<std::string> constant_symbols(const Manifest& manifest) {
  std::set<std::string> symbols;
  for (const manifest::Variable& variable : manifest.variables)
    if (!variable.is_mutable) symbols.insert(variable.symbol);
  return symbols;
}

}  // namespace larder::pack
