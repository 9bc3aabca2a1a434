// From the scan's words for CUDA to CUDA's own.
#ifndef LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H
#define LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H

#include <vector>

#include "generator/model/model.h"

namespace larder::generate {

/// Expanded tokens as nvcc takes them: without Larder's own marks, with CUDA's words that stand in
/// the scan as annotations. `drop_static`: without `static` before a body or a value, for what the
/// host must find by name in the image.
[[nodiscard]] std::vector<Token> for_cuda(std::vector<Token> tokens, bool drop_static);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H
