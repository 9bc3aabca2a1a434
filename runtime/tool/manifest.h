// A manifest (app.larder.json) as `larder diff` compares it. The keys' ingredients, no more.
#ifndef LARDER_TOOL_MANIFEST_H
#define LARDER_TOOL_MANIFEST_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/store/file_system.h"

namespace larder::tool {

struct ManifestPart {
  std::string what;        ///< "device function warp_sum"
  std::string location;    ///< "reduce.h:12"
  std::string text;        ///< digest of its tokens
  std::string resolution;  ///< digest of what their names mean
};

struct ManifestKey {
  unsigned compute_capability = 0;  ///< 80 for 8.0; 0: the code is the same for all
  std::string key;
  bool operator==(const ManifestKey&) const = default;
};

struct ManifestKernel {
  std::string name;
  std::string symbol;
  std::string salt;
  std::vector<ManifestKey> keys;
  std::vector<ManifestPart> parts;
};

struct Manifest {
  std::string producer;
  std::vector<std::string> key_flags;  ///< of the device compiler: those that keys cover
  std::string salt;
  std::vector<ManifestKernel> kernels;
};

/// The manifest in a file. kCorrupt, naming the field, where it is none; kUnsupported where it has
/// another schema.
[[nodiscard]] Result<Manifest> read_manifest(const std::string& path, store::FileSystem& files);

}  // namespace larder::tool

#endif  // LARDER_TOOL_MANIFEST_H
