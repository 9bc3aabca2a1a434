// nvcc and ptxas: their paths, their architectures, and their command lines.
//
// Larder uses only documented invocations: nvcc compiles a source to PTX once for each
// architecture, and ptxas assembles that PTX to machine code.
#ifndef LARDER_GENERATOR_PACK_TOOLKIT_H
#define LARDER_GENERATOR_PACK_TOOLKIT_H

#include <cstdint>
#include <string>
#include <vector>

#include "generator/archs/archs.h"
#include "generator/nvcc/process.h"
#include "generator/pack/manifest.h"

namespace larder::pack {

using archs::Arch;
using archs::ArchRequest;
using nvcc::Finished;
using nvcc::RunProcess;

struct Toolkit {
  std::string nvcc;
  std::string ptxas;
  std::vector<std::string> launcher;  ///< put in front of nvcc: {"ccache"}; may be empty
  std::vector<std::string> flags;     ///< the user's, for nvcc
  std::string release;                ///< "13.0.88"
  std::vector<std::uint32_t> known;   ///< the architectures' numbers
};

/// ptxas for one architecture.
struct Assembler {
  std::string ptxas;
  std::vector<std::string> flags;  ///< those that nvcc would pass to it
  Arch arch;
};

/// Completes `wanted` (nvcc, launcher and flags given; searches for ptxas beside nvcc unless
/// given): asks nvcc for its release and architectures. It is an error if nvcc does not run.
[[nodiscard]] Result<Toolkit> inspect_toolkit(Toolkit wanted, const RunProcess& run);

/// Which text of a source nvcc reads.
enum class Text {
  kVariant,  ///< the CUDA variant
  kWhole,    ///< the user's own, edited in place
};

/// One run of nvcc.
struct FrontEndRequest {
  Arch arch;
  Text text = Text::kVariant;
  std::vector<std::string> symbols = {};  ///< of the requested kernels; none: all
};

/// nvcc's command line that compiles kernels of a manifest's source to the file `ptx`.
[[nodiscard]] std::vector<std::string> ptx_command(const Toolkit& toolkit, const Manifest& manifest,
                                                   const FrontEndRequest& request,
                                                   const std::string& ptx);

/// ptxas's command line that assembles `ptx` to `cubin` and reports each kernel's resources.
[[nodiscard]] std::vector<std::string> assemble_command(const Assembler& assembler,
                                                        const std::string& ptx,
                                                        const std::string& cubin);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_TOOLKIT_H
