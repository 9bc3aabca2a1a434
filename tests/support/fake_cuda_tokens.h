// The words of PTX.
#ifndef LARDER_TESTS_SUPPORT_FAKE_CUDA_TOKENS_H
#define LARDER_TESTS_SUPPORT_FAKE_CUDA_TOKENS_H

#include <cstddef>
#include <string_view>
#include <vector>

namespace larder::fake {

/// Words, such as "ld.global.u32" and "%tid.x", and single punctuation marks, without comments.
[[nodiscard]] std::vector<std::string_view> split(std::string_view text);
/// Whether a word names a type, as ".u32" does.
[[nodiscard]] bool is_type(std::string_view word);
/// Of a type: 4 for ".u32".
[[nodiscard]] std::size_t bytes_of(std::string_view type);

}  // namespace larder::fake

#endif  // LARDER_TESTS_SUPPORT_FAKE_CUDA_TOKENS_H
