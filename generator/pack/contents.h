// Manifests and compiled images ──▶ the contents of the cache.
#ifndef LARDER_GENERATOR_PACK_CONTENTS_H
#define LARDER_GENERATOR_PACK_CONTENTS_H

#include <string>
#include <vector>

#include "generator/pack/compile.h"
#include "generator/pack/manifest.h"
#include "larder/status.h"
#include "runtime/format/encode.h"

namespace larder::pack {

/// One manifest with its images, one for each group and architecture; none without nvcc.
struct BuiltSource {
  Manifest manifest;
  std::vector<Compiled> images;
};

/// Every kernel under each of its keys, with the images that hold its code and, unless it is
/// CUDA-only, the record of its CPU variant.
[[nodiscard]] format::CacheInput gather(const std::vector<BuiltSource>& units,
                                        const std::string& toolchain);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_CONTENTS_H
