// Which words of cicc's and ptxas's command lines change the code that they make: all but names.
#ifndef LARDER_GENERATOR_NVCC_CODE_FLAGS_H
#define LARDER_GENERATOR_NVCC_CODE_FLAGS_H

#include "generator/nvcc/dry_run.h"

namespace larder::nvcc {

struct CodeFlags {
  Words all;             ///< "cicc --c++17", "ptxas --maxrregcount=32"
  Words floating_point;  ///< of these, what changes only how floating-point numbers are computed
  bool lines = false;    ///< images hold the source's lines
  bool debug = false;    ///< and names of locals, types, and whatever else a debugger shows
};

/// Names of files and the architecture are left out; what is not known stays in.
[[nodiscard]] CodeFlags code_flags(const DryRun& run);

/// The words of a dry run that ptxas is to get besides the architecture and files. Not among them:
/// what makes an object to be linked, since an image is whole.
[[nodiscard]] Words ptxas_flags(const DryRun& run);

/// Macros of the preprocessor's command line that are not nvcc's own, as Clang takes them: "-DX=1",
/// "-UX".
[[nodiscard]] Words definitions(const DryRun& run);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_CODE_FLAGS_H
