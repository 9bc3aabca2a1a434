// The words of cicc's and ptxas's command lines that change their code: all except names.
#ifndef LARDER_GENERATOR_NVCC_CODE_FLAGS_H
#define LARDER_GENERATOR_NVCC_CODE_FLAGS_H

#include "generator/nvcc/dry_run.h"

namespace larder::nvcc {

struct CodeFlags {
  Words all;             ///< "cicc --c++17", "ptxas --maxrregcount=32"
  Words floating_point;  ///< the subset that changes only floating-point arithmetic
  bool lines = false;    ///< images hold the source's lines
  bool debug = false;    ///< and names of locals, types, and everything else that a debugger shows
};

/// Leaves out names of files and the architecture; keeps unknown words.
[[nodiscard]] CodeFlags code_flags(const DryRun& run);

/// The words of a dry run for ptxas besides the architecture and files, without those that make
/// an object for linking, because an image is complete.
[[nodiscard]] Words ptxas_flags(const DryRun& run);

/// Macros of the preprocessor's command line that are not nvcc's own, as Clang takes them: "-DX=1",
/// "-UX".
[[nodiscard]] Words definitions(const DryRun& run);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_CODE_FLAGS_H
