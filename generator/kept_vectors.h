// Vector variants as texts, for the build's store.
#ifndef LARDER_GENERATOR_KEPT_VECTORS_H
#define LARDER_GENERATOR_KEPT_VECTORS_H

#include <optional>
#include <string>
#include <string_view>

#include "generator/lower/vectors/vector_code.h"

namespace larder::generate {

[[nodiscard]] std::string encode_vectors(const vectors::VectorKernel& kernel);

/// nullopt if the text is no complete output of encode_vectors().
[[nodiscard]] std::optional<vectors::VectorKernel> decode_vectors(std::string_view text);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_KEPT_VECTORS_H
