// Which kernels of a source share an image. Each kernel has its own, except that kernels which
// share a writable variable must find it at the same address, so they are in the same image.
#ifndef LARDER_GENERATOR_PACK_GROUPS_H
#define LARDER_GENERATOR_PACK_GROUPS_H

#include <string>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/pack/compilation.h"
#include "generator/pack/manifest.h"

namespace larder::pack {

/// Kernels with one image for each architecture, by symbol.
struct Group {
  std::vector<const ManifestKernel*> kernels;  ///< into the manifest; not empty
  [[nodiscard]] std::vector<std::string> symbols() const;
  /// "blur<4>", "blur<4> and 2 more".
  [[nodiscard]] std::string text() const;
};

/// The groups of the kernels that exist for `compute_capability`, by their first symbol.
[[nodiscard]] std::vector<Group> groups_of(const Manifest& manifest, unsigned compute_capability);

/// The kernels of `manifest` that are always compiled together with those of `group`: in the whole
/// text, all instances of one template; in the CUDA variant, the group's own. By symbol.
[[nodiscard]] std::vector<const ManifestKernel*> company_of(const Group& group,
                                                            const Manifest& manifest,
                                                            unsigned compute_capability);

/// 64 hexadecimal digits: a digest of everything that a group's image depends on: the keys of
/// company_of(), which text nvcc reads, the architecture, the compilers with their flags, and this
/// program's version.
[[nodiscard]] std::string image_identity(const Group& group, const Manifest& manifest,
                                         const Arch& arch, const Compilation& compilation);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_GROUPS_H
