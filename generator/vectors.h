// Gives kernels their vector variants: the emitted host source goes through Clang once more.
#ifndef LARDER_GENERATOR_VECTORS_H
#define LARDER_GENERATOR_VECTORS_H

#include <span>
#include <string>

#include "generator/flags/host_flags.h"
#include "generator/key/key.h"
#include "generator/scan/scanner.h"

namespace larder::generate {

/// `host` is the host source without vector variants, which will be written as `path`.
/// Fills in those of `kernels` that wait for each other and can have one, and says why others have
/// none. Returns the assembly that defines them.
[[nodiscard]] std::string add_vector_variants(std::span<KeyedKernel> kernels,
                                              const ScanRequest& request, const HostFlags& flags,
                                              const std::string& path, const std::string& host);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_VECTORS_H
