// The commands that nvcc would run: `nvcc --dryrun` prints them and runs none.
//
//   #$ PATH=/usr/local/cuda/bin:...               a variable that nvcc sets for its tools
//   #$ gcc -D__CUDA_ARCH__=900 -E -x c++ ...      the host compiler's preprocessor
//   #$ "$CICC_PATH/cicc" --c++17 ... -ftz=0 ...   the compiler to PTX
//   #$ ptxas -arch=sm_90 ...                      the assembler
#ifndef LARDER_GENERATOR_NVCC_DRY_RUN_H
#define LARDER_GENERATOR_NVCC_DRY_RUN_H

#include <string>
#include <string_view>

#include "generator/nvcc/process.h"
#include "generator/nvcc/words.h"
#include "larder/status.h"

namespace larder::nvcc {

/// One compilation for one architecture.
struct DryRun {
  Words environment;   ///< "PATH=...": variables that nvcc sets for the tools that it runs
  std::string folder;  ///< of nvcc itself, with links and wrappers resolved
  Words preprocessor;
  Words cicc;
  Words ptxas;
};

/// Reads the output of `nvcc --dryrun -cubin`; `outside` are the environment variables. It is an
/// error if that is not one preprocessor, one cicc and one ptxas.
[[nodiscard]] Result<DryRun> parse_dry_run(std::string_view text, const Variables& outside);

/// Asks `nvcc` how it would compile for `arch` ("90a") with `flags`. An error shows its message.
[[nodiscard]] Result<DryRun> dry_run(const std::string& nvcc, const std::string& arch,
                                     const Words& flags, const RunProcess& run);

/// The file that a command writes: the value of its -o.
[[nodiscard]] std::string output_of(const Words& command);

/// `command`, to be run as nvcc would run it: with nvcc's search path for tools.
[[nodiscard]] Words in_environment(const DryRun& run, const Words& command);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_DRY_RUN_H
