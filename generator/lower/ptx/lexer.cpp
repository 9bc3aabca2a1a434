#include "generator/lower/ptx/lexer.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <system_error>

namespace larder::generate::ptx {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
}
bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

Lexeme bad(std::string text) { return {Lexeme::Kind::kBad, std::move(text)}; }

/// The whole of `digits` as a number.
template <class Number, class... Base>
bool reads(std::string_view digits, Number& number, Base... base) {
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base...);
  return !digits.empty() && stop == end && error == std::errc();
}

}  // namespace

char Lexer::peek(std::size_t ahead) const {
  return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
}

void Lexer::skip_space() {
  while (at_ < text_.size()) {
    const std::string_view rest = text_.substr(at_);
    if (is_space(rest.front())) {
      ++at_;
    } else if (rest.starts_with("//")) {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (rest.starts_with("/*")) {
      const std::size_t end = text_.find("*/", at_ + 2);
      at_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      return;
    }
  }
}

// A modifier may contain colons in pairs: .L2::128B
std::string Lexer::take_word(bool dotted) {
  const std::size_t begin = at_;
  while (is_letter(peek()) || is_digit(peek()) || (dotted && peek() == ':' && peek(1) == ':'))
    at_ += peek() == ':' ? 2 : 1;
  return std::string(text_.substr(begin, at_ - begin));
}

Lexeme Lexer::percent() {
  ++at_;
  if (escapes_ && is_digit(peek())) {
    Lexeme out{Lexeme::Kind::kArgument, "%" + take_word(false)};
    return reads(std::string_view(out.text).substr(1), out.number) ? out
                                                                   : bad("'" + out.text + "'");
  }
  if (escapes_ && peek() != '%') return bad("'%" + take_word(false) + "'");
  if (escapes_) ++at_;
  return {Lexeme::Kind::kSpecial, "%" + take_word(false)};
}

Lexeme Lexer::bits_of_real() {
  const std::string word = take_word(false);
  const bool single = word[1] == 'f' || word[1] == 'F';
  std::uint64_t bits = 0;
  const std::string_view digits = std::string_view(word).substr(2);
  if (digits.size() != (single ? 8U : 16U) || !reads(digits, bits, 16))
    return bad("'" + word + "'");
  Lexeme out{Lexeme::Kind::kReal, word};
  out.integer = bits;
  out.single = single;
  out.real = single ? static_cast<double>(std::bit_cast<float>(static_cast<std::uint32_t>(bits)))
                    : std::bit_cast<double>(bits);
  return out;
}

Lexeme Lexer::decimal(const std::string& word) {
  // 1.5 and 1e-3 have characters that no word has.
  std::string text = word;
  if (peek() == '.' && is_digit(peek(1))) {
    ++at_;
    text += "." + take_word(false);
  }
  const bool exponent = text.back() == 'e' || text.back() == 'E';
  if (exponent && (peek() == '-' || peek() == '+')) {
    const char sign = peek();
    ++at_;
    text += (sign == '-' ? "-" : "") + take_word(false);
  }
  Lexeme out{Lexeme::Kind::kReal, text};
  const bool real = text.find_first_of(".eE") != std::string::npos;
  if (!real || !reads(text, out.real)) return bad("'" + text + "'");
  out.integer = std::bit_cast<std::uint64_t>(out.real);
  return out;
}

Lexeme Lexer::number() {
  const char second = peek(1);
  if (peek() == '0' && (second == 'f' || second == 'F' || second == 'd' || second == 'D'))
    return bits_of_real();
  const std::string word = take_word(false);
  std::string_view digits = word;
  if (digits.ends_with('U')) digits.remove_suffix(1);
  int base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0X")) base = 16;
  if (digits.starts_with("0b") || digits.starts_with("0B")) base = 2;
  if (base != 10) digits.remove_prefix(2);
  if (base == 10 && digits.size() > 1 && digits.front() == '0' && peek() != '.') base = 8;
  Lexeme out{Lexeme::Kind::kInteger, word};
  const bool point = peek() == '.' && is_digit(peek(1));
  if (!point && reads(digits, out.integer, base)) return out;
  return base == 10 ? decimal(word) : bad("'" + word + "'");
}

Lexeme Lexer::next() {
  skip_space();
  if (at_ == text_.size()) return {};
  const char c = peek();
  if (is_digit(c)) return number();
  if (c == '%') return percent();
  if (c == '.') {
    ++at_;
    return {Lexeme::Kind::kDotted, take_word(true)};
  }
  if (is_letter(c) && !(c == '_' && !is_letter(peek(1)) && !is_digit(peek(1))))
    return {Lexeme::Kind::kWord, take_word(false)};
  ++at_;
  return {Lexeme::Kind::kSign, std::string(1, c)};
}

}  // namespace larder::generate::ptx
