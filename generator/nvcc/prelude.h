// What a preprocessor made, with -dD, of all that comes before a source: the compiler's own macros
// and the files that its flags name, cuda_runtime.h first.
#ifndef LARDER_GENERATOR_NVCC_PRELUDE_H
#define LARDER_GENERATOR_NVCC_PRELUDE_H

#include <string>
#include <string_view>
#include <vector>

#include "generator/model/macros.h"

namespace larder::nvcc {

struct Prelude {
  generate::MacroWorld world;  ///< without what files named by -include define
  /// Without macros, line markers and empty lines, and without the host compiler's own headers
  /// where cuda_runtime.h reads them: the scan reads them as well.
  std::string text;
  std::vector<std::string> files;  ///< all that were read
};

/// The source that asks a preprocessor for its questions: its output says which it knows.
[[nodiscard]] std::string question_source();

/// Reads what a preprocessor made of question_source().
[[nodiscard]] Prelude parse_prelude(std::string_view text);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_PRELUDE_H
