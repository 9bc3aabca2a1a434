// What larder-generate says of one source, as read back from its JSON.
//
// Only what packing needs is kept. The text is checked field by field: a manifest that was cut
// short or edited gives an error that names the field.
#ifndef LARDER_GENERATOR_PACK_MANIFEST_H
#define LARDER_GENERATOR_PACK_MANIFEST_H

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "larder/status.h"
#include "runtime/format/key.h"

namespace larder::pack {

struct ManifestKey {
  unsigned compute_capability = 0;  ///< 90 for 9.0; 0: the same for all
  format::Key key;
};

struct ManifestKernel {
  std::string name;      ///< "image::blur<4>"
  std::string symbol;    ///< the entry point's mangled name
  std::string location;  ///< "blur.cpp:12"
  std::vector<ManifestKey> keys;
  /// Symbols of the variables it uses that may be written, so must be the same for all who do.
  std::vector<std::string> shared_variables;
  bool cuda_only = false;  ///< has no CPU variant
  /// The key for one compute capability; null where this kernel does not exist for it.
  [[nodiscard]] const format::Key* key_for(unsigned compute_capability) const;
};

struct Manifest {
  std::string source;              ///< "blur.cpp"
  std::string cuda_path;           ///< the CUDA C++ to compile
  std::vector<std::string> flags;  ///< for nvcc; paths in them are relative to the build's root
  std::string whole;               ///< why nvcc must read the source itself; empty: it need not
  std::string archs;               ///< those the keys were made for; empty: not said
  std::vector<ManifestKernel> kernels;
  std::vector<std::string> variables;  ///< symbols of those that the host can look up
};

/// Parses `text`, the content of the file `path` (whose folder holds the CUDA C++ file).
/// kCorrupt names path and field; kUnsupported where another version of larder-generate wrote it.
[[nodiscard]] Result<Manifest> parse_manifest(std::string_view text, const std::string& path);

/// Reads and parses a manifest file.
[[nodiscard]] Result<Manifest> read_manifest(const std::string& path);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_MANIFEST_H
