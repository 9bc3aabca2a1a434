// One source for one architecture: CUDA C++ ──nvcc──▶ PTX ──ptxas──▶ machine code.
#ifndef LARDER_GENERATOR_PACK_COMPILE_H
#define LARDER_GENERATOR_PACK_COMPILE_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "generator/pack/archs.h"
#include "generator/pack/manifest.h"
#include "generator/pack/process.h"
#include "generator/pack/ptxas_report.h"
#include "generator/pack/toolkit.h"
#include "larder/status.h"

namespace larder::pack {

/// What nvcc and ptxas made of one source for one architecture.
struct Compiled {
  Arch arch;
  std::vector<std::byte> sass;  ///< a cubin; empty where it was not asked for
  std::vector<std::byte> ptx;   ///< ends in a zero byte, as the driver wants it; or empty
  std::uint16_t ptx_isa = 0;    ///< 90 for PTX ISA 9.0
  decltype(PtxasReport::entries) entries;
  std::string messages;  ///< warnings, to be shown
};

/// Compiles `manifest`'s source as `request` says; `stem` is a path for intermediate files, its
/// own for each call. PTX is always assembled for its own target, also where only PTX ships, so
/// that a PTX no driver could take fails here. Errors hold what nvcc or ptxas printed.
[[nodiscard]] Result<Compiled> compile(const Toolkit& toolkit, const Manifest& manifest,
                                       const ArchRequest& request, const std::string& stem,
                                       const RunProcess& run);

/// 90 for a PTX text with ".version 9.0"; 0 where there is none.
[[nodiscard]] std::uint16_t parse_ptx_isa(std::string_view ptx);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_COMPILE_H
