#include "tests/support/fake_cuda_tokens.h"

#include <algorithm>
#include <charconv>

namespace larder::fake {
namespace {

bool is_word(char c) {
  return std::string_view("_$%.").find(c) != std::string_view::npos || (c >= '0' && c <= '9') ||
         (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

}  // namespace

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> tokens;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    std::size_t length = 1;
    if (rest.starts_with("//")) {
      length = std::min(rest.find('\n'), rest.size());
    } else if (is_word(rest[0])) {
      length = static_cast<std::size_t>(std::ranges::find_if_not(rest, is_word) - rest.begin());
      tokens.push_back(rest.substr(0, length));
    } else if (rest[0] > ' ') {
      tokens.push_back(rest.substr(0, 1));
    }
    at += length;
  }
  return tokens;
}

std::size_t bytes_of(std::string_view type) {
  std::size_t bits = 0;
  if (type.size() > 2) std::from_chars(type.data() + 2, type.data() + type.size(), bits);
  return bits / 8;
}

bool is_type(std::string_view word) {
  return word.size() > 2 && word[0] == '.' &&
         std::string_view("bsuf").find(word[1]) != std::string_view::npos && bytes_of(word) != 0;
}

}  // namespace larder::fake
