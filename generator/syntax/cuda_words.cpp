#include "generator/syntax/cuda_words.h"

#include <algorithm>
#include <string_view>
#include <utility>

namespace larder::generate {
namespace {

/// The number of tokens of Larder's attribute at `at`; 0 if there is none.
std::size_t own_attribute(const std::vector<Token>& tokens, std::size_t at) {
  static const std::vector<std::string> start = {"__attribute__", "(", "(", "annotate", "("};
  if (at + start.size() >= tokens.size() ||
      tokens[at + start.size()].text.rfind("\"larder.", 0) != 0)
    return 0;
  for (std::size_t i = 0; i < start.size(); ++i)
    if (tokens[at + i].text != start[i]) return 0;
  std::size_t end = at + start.size();
  for (int open = 3; open > 0 && end < tokens.size(); ++end)
    open += tokens[end].text == "(" ? 1 : tokens[end].text == ")" ? -1 : 0;
  return end - at;
}

/// In the scan, a CUDA word that only nvcc knows is annotate("larder.cuda.NAME", ...).
void append_cuda_word(std::vector<Token>& out, std::vector<Token> attribute) {
  constexpr std::string_view mark = "\"larder.cuda.";
  constexpr std::size_t kName = 5;  // after __attribute__ ( ( annotate (
  Token name = attribute[kName];
  if (name.text == "\"larder.managed\"") name.text = "\"larder.cuda.__managed__\"";
  if (name.text.rfind(mark, 0) != 0) return;
  name.text = name.text.substr(mark.size(), name.text.size() - mark.size() - 1);
  name.spaced = true;
  out.push_back(std::move(name));
  if (attribute[kName + 1].text != ",") return;
  attribute[kName + 1].text = "(";
  for (std::size_t i = kName + 1; i + 2 < attribute.size(); ++i)
    out.push_back(std::move(attribute[i]));
}

}  // namespace

std::vector<Token> for_cuda(std::vector<Token> tokens, std::vector<std::string_view> dropped) {
  std::vector<Token> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (const std::size_t count = own_attribute(tokens, i)) {
      const auto begin = tokens.begin() + static_cast<std::ptrdiff_t>(i);
      append_cuda_word(out, {begin, begin + static_cast<std::ptrdiff_t>(count)});
      i += count - 1;
      continue;
    }
    if (std::ranges::find(dropped, tokens[i].text) != dropped.end()) continue;
    if (tokens[i].text == "{" || tokens[i].text == "=") dropped.clear();
    out.push_back(std::move(tokens[i]));
  }
  return out;
}

}  // namespace larder::generate
