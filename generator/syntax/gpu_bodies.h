// Bodies that only a GPU's compiler sees, as in
//
//   __global__ void scale(float* x) {
//   #if __CUDA_ARCH__ >= 800
//     ...
//   #endif
//   }
//
// A CPU variant made of what the host compiler sees would do nothing. So these bodies see
// __CUDA_ARCH__ in the host's pass and in the host source, too. The scan reads an operator behind
// the brace, which keeps the numbers of lines; the host source has a #define instead.
#ifndef LARDER_GENERATOR_SYNTAX_GPU_BODIES_H
#define LARDER_GENERATOR_SYNTAX_GPU_BODIES_H

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "generator/model/model.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The body of a function, if the file holds all of it outside of macros; nullopt: it has none, or
/// conditions of the preprocessor begin or end in it.
[[nodiscard]] std::optional<Body> body_of(const clang::FunctionDecl& function,
                                          const clang::SourceManager& sources);

/// The file's text with an operator at both ends of each of its bodies; nullopt: it has none.
[[nodiscard]] std::optional<std::string> with_gpu_bodies(llvm::StringRef text,
                                                         const std::string& file,
                                                         std::span<const GpuBody> bodies);

/// Makes the preprocessor understand the operators.
void understand_gpu_bodies(clang::Preprocessor& preprocessor);

/// The lines that stand for an operator, whose words are those of a #pragma; empty: it is another.
[[nodiscard]] std::string gpu_body_lines(llvm::StringRef words);

/// The length of an operator in the text.
[[nodiscard]] std::size_t gpu_body_length(llvm::StringRef words);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_GPU_BODIES_H
