// The results of a scan and its keys, as a manifest (runtime/manifest/manifest.h).
#ifndef LARDER_GENERATOR_EMIT_MANIFEST_H
#define LARDER_GENERATOR_EMIT_MANIFEST_H

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "generator/key/key.h"
#include "generator/model/model.h"
#include "runtime/manifest/manifest.h"

namespace larder::generate {

struct ManifestInput {
  std::span<const View> views;  ///< the device passes
  std::span<const KeyedKernel> kernels;
  std::string source;     ///< path, relative to the build's root
  std::string cuda_name;  ///< file name of the CUDA variant
  std::string clang;      ///< the version that read the source
  std::vector<std::uint32_t> archs;
  std::vector<std::string> flags;
  KeyContext key_context;
};

[[nodiscard]] manifest::Manifest manifest_of(const ManifestInput& input);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_MANIFEST_H
