// A preprocessor's output, with -dD, for everything that comes before a source: the compiler's own
// macros and the files that its flags name, cuda_runtime.h first.
#ifndef LARDER_GENERATOR_NVCC_PRELUDE_H
#define LARDER_GENERATOR_NVCC_PRELUDE_H

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/macros.h"

namespace larder::nvcc {

struct Prelude {
  generate::MacroWorld world;  ///< without macros of files named by -include
  /// Without macros, line markers and empty lines, and without the host compiler's own headers
  /// that cuda_runtime.h includes: the scan reads them as well.
  std::string text;
  std::vector<std::string> files;  ///< all that were read
};

/// A source with all questions for a preprocessor; the output shows which it knows.
[[nodiscard]] std::string question_source();

/// Reads a preprocessor's output for question_source().
[[nodiscard]] Prelude parse_prelude(std::string_view text);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_PRELUDE_H
