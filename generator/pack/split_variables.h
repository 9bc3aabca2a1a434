// Variables that are one in the program's text and several on a GPU, or the other way round: each
// source's images have a copy of their own.
#ifndef LARDER_GENERATOR_PACK_SPLIT_VARIABLES_H
#define LARDER_GENERATOR_PACK_SPLIT_VARIABLES_H

#include <string>
#include <vector>

#include "generator/pack/manifest.h"

namespace larder::pack {

struct SplitVariable {
  std::string name;                  ///< "model::counter"
  std::vector<std::string> sources;  ///< at least two
};

/// Those that kernels of several sources use, and at least one writes. `static` variables, and
/// those of unnamed namespaces, belong to one source.
[[nodiscard]] std::vector<SplitVariable> split_variables(
    const std::vector<const Manifest*>& manifests);

struct MergedKernel {
  std::string name;                  ///< "model::count<int>"
  std::string variable;              ///< "counter"
  std::vector<std::string> sources;  ///< at least two
};

/// Kernels that several sources have and the host's linker makes one of, with a variable that
/// belongs to each source: a template's, which is not static and uses a static variable.
[[nodiscard]] std::vector<MergedKernel> merged_kernels(
    const std::vector<const Manifest*>& manifests);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_SPLIT_VARIABLES_H
