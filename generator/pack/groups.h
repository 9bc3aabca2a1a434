// Which kernels of a source share an image: one each, except that those that share a variable which
// can be written must find it at one address, so live in one module.
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

/// The kernels of `manifest` whose bodies are there whenever those of `group` are: of the whole
/// text, all instances of one template; of the CUDA variant, the group's own. By symbol.
[[nodiscard]] std::vector<const ManifestKernel*> company_of(const Group& group,
                                                            const Manifest& manifest,
                                                            unsigned compute_capability);

/// 64 hexadecimal digits: a digest of all that a group's image depends on. Its company's keys,
/// which text nvcc reads, the architecture, the compilers with their flags, and this program's
/// version.
[[nodiscard]] std::string image_identity(const Group& group, const Manifest& manifest,
                                         const Arch& arch, const Compilation& compilation);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_GROUPS_H
