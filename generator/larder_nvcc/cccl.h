// NVIDIA's C++ core libraries (CUB, libcu++, Thrust), which are headers: those of the toolkit,
// behind Larder's overlay (runtime/cudart/cccl).
#ifndef LARDER_GENERATOR_LARDER_NVCC_CCCL_H
#define LARDER_GENERATOR_LARDER_NVCC_CCCL_H

#include <string>
#include <vector>

namespace larder::larder_nvcc {

/// For the scan and the host compiler, around the user's own flags.
struct CcclFlags {
  std::vector<std::string> before;  ///< the overlay goes before any folder with CCCL
  std::vector<std::string> behind;  ///< the toolkit's CCCL, where it has one
};

/// Without an nvcc to use (empty), the headers of CUDA_HOME or of the toolkit that is installed.
[[nodiscard]] CcclFlags cccl_flags(const std::string& overlay, const std::string& nvcc);

/// Whether a source reads CCCL's headers, by the depfile that larder-generate wrote for it.
[[nodiscard]] bool reads_cccl(const std::string& depfile);

/// What this host compiler needs besides to take CUB's headers.
[[nodiscard]] std::vector<std::string> flags_of_cub(const std::string& compiler);

}  // namespace larder::larder_nvcc

#endif  // LARDER_GENERATOR_LARDER_NVCC_CCCL_H
