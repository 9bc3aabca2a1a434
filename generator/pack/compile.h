// Some kernels of one source for one architecture:
//
//   CUDA C++ ──nvcc──▶ PTX of all of them ──slice_ptx──▶ PTX of each group ──ptxas──▶ machine code
#ifndef LARDER_GENERATOR_PACK_COMPILE_H
#define LARDER_GENERATOR_PACK_COMPILE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/nvcc/process.h"
#include "generator/pack/manifest.h"
#include "generator/pack/ptx.h"
#include "generator/pack/ptxas_report.h"
#include "generator/pack/toolkit.h"
#include "larder/status.h"

namespace larder::pack {

/// nvcc's output for some kernels.
struct FrontEnd {
  PtxModule module;
  std::string messages;  ///< warnings, to be shown
};

/// One group's image for one architecture.
struct Compiled {
  Arch arch;
  std::vector<std::byte> sass;  ///< a cubin; empty if it is not shipped
  std::vector<std::byte> ptx;   ///< ends in a zero byte, as the driver requires; or empty
  std::uint16_t ptx_isa = 0;    ///< 90 for PTX ISA 9.0
  decltype(PtxasReport::entries) entries;
  std::string messages;  ///< warnings, to be shown
};

/// Compiles kernels of `manifest`'s source; `stem` is a path for intermediate files, its own for
/// each call. An error holds nvcc's output; kInvalidArgument: nvcc rejected the text.
[[nodiscard]] Result<FrontEnd> compile_to_ptx(const Toolkit& toolkit, const Manifest& manifest,
                                              const FrontEndRequest& request,
                                              const std::string& stem, const RunProcess& run);

/// Assembles one group's PTX for its own target, even if only PTX ships, so that invalid PTX fails
/// here and not in a driver. `stem` as above. An error holds ptxas's output.
[[nodiscard]] Result<Compiled> assemble(const Assembler& assembler, const std::string& ptx,
                                        const std::string& stem, const RunProcess& run);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_COMPILE_H
