// Turns the scan's words for CUDA into CUDA's own.
#ifndef LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H
#define LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H

#include <string_view>
#include <vector>

#include "generator/model/model.h"

namespace larder::generate {

/// Expanded tokens as nvcc takes them: without Larder's own marks, and with CUDA's words that are
/// annotations in the scan. `dropped`: the words to leave out before a body or a value.
[[nodiscard]] std::vector<Token> for_cuda(std::vector<Token> tokens,
                                          std::vector<std::string_view> dropped);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_CUDA_WORDS_H
