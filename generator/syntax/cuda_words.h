// Turns the scan's words for CUDA into CUDA's own.
#ifndef LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H
#define LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H

#include <vector>

#include "generator/model/model.h"

namespace larder::generate {

/// Expanded tokens as nvcc takes them: without Larder's own marks, and with CUDA's words that are
/// annotations in the scan. `drop_static`: without `static` before a body or a value, for
/// declarations that the host must find by name in the image.
[[nodiscard]] std::vector<Token> for_cuda(std::vector<Token> tokens, bool drop_static);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H
