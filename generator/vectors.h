// Gives kernels their vector variants: the emitted host source goes through Clang once more.
#ifndef LARDER_GENERATOR_VECTORS_H
#define LARDER_GENERATOR_VECTORS_H

#include <span>
#include <string>

#include "generator/flags/host_flags.h"
#include "generator/key/key.h"
#include "generator/scan/scanner.h"
#include "generator/worlds.h"

namespace larder::generate {

struct VectorRequest {
  const ScanRequest& scan;
  const HostFlags& flags;
  const View& view;          ///< of the host source
  const std::string& path;   ///< of the host source
  const std::string& store;  ///< the folder of what earlier builds lowered
  Worlds& worlds;
};

/// Fills in those of `kernels` that can have a vector variant, and gain by it, and says why others
/// have none. Returns the assembly that defines them.
[[nodiscard]] std::string add_vector_variants(std::span<KeyedKernel> kernels,
                                              const VectorRequest& request);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_VECTORS_H
