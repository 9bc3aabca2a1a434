#include "runtime/compose.h"

#include <charconv>

namespace larder {

void Piece::append_to(std::string& text, std::string_view how) const {
  if (kind_ == kText) {
    text.append(data_, number_);
    return;
  }
  char digits[20];
  const bool hexadecimal = kind_ == kAddress || how.ends_with('x');
  const std::uint64_t size = kind_ == kNegative ? 0 - number_ : number_;
  const char* const end = std::to_chars(digits, std::end(digits), size, hexadecimal ? 16 : 10).ptr;
  const bool marked = kind_ == kAddress || how.starts_with('#');
  if (how.starts_with('#')) how.remove_prefix(1);
  std::size_t width = 0;
  std::from_chars(how.data(), how.data() + how.size(), width);
  std::size_t used = static_cast<std::size_t>(end - digits) + (marked ? 2 : 0);
  if (kind_ == kNegative) text += '-';
  if (marked) text += "0x";
  for (; used < width; ++used) text += '0';
  text.append(digits, static_cast<std::size_t>(end - digits));
}

std::string fill_gaps(std::string_view text, std::span<const Piece> pieces) {
  std::string result;
  for (const Piece& piece : pieces) {
    const std::size_t gap = text.find('{');
    const std::size_t end = text.find('}', gap);
    result += text.substr(0, gap);
    std::string_view how = text.substr(gap + 1, end - gap - 1);
    if (how.starts_with(':')) how.remove_prefix(1);
    piece.append_to(result, how);
    text.remove_prefix(end + 1);
  }
  result += text;
  return result;
}

std::string joined(std::span<const std::string> texts, std::string_view separator) {
  std::string result;
  for (const std::string& text : texts) {
    if (&text != texts.data()) result += separator;
    result += text;
  }
  return result;
}

}  // namespace larder
