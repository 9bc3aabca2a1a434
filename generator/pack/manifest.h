// Manifests, for packing.
#ifndef LARDER_GENERATOR_PACK_MANIFEST_H
#define LARDER_GENERATOR_PACK_MANIFEST_H

#include <set>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/manifest/manifest.h"

namespace larder::pack {

using manifest::Manifest;
using ManifestKernel = manifest::Kernel;

/// Reads a manifest file. Its `cuda` becomes a path from where this program runs.
[[nodiscard]] Result<Manifest> read_manifest(const std::string& path);

/// The symbols of all variables that the host can look up.
[[nodiscard]] std::vector<std::string> variable_symbols(const Manifest& manifest);

/// The symbols of the variables that no code writes: each image may have its own copy.
[[nodiscard]] std::set<std::string> constant_symbols(const Manifest& manifest);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_MANIFEST_H
