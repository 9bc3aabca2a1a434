// Which CUDA drivers support a version of the PTX instruction set.
#ifndef LARDER_CHOOSE_PTX_H
#define LARDER_CHOOSE_PTX_H

#include <cstdint>
#include <string>

namespace larder::inline v1::choose {

struct PtxRequirement {
  int cuda_version = 0;  ///< as cuDriverGetVersion counts: 13000 for CUDA 13.0
  /// The version is not in Larder's table: the next one in it was taken or, past its end, the
  /// pattern of the last releases (PTX 9.x came with CUDA 13.x) was extrapolated.
  bool assumed = false;
};

/// The oldest CUDA version whose drivers compile PTX of version `ptx_isa` (90 for PTX ISA 9.0).
[[nodiscard]] PtxRequirement cuda_for_ptx(std::uint16_t ptx_isa);

/// "13.0" for 13000.
[[nodiscard]] std::string cuda_version_text(int cuda_version);

}  // namespace larder::inline v1::choose

#endif  // LARDER_CHOOSE_PTX_H
