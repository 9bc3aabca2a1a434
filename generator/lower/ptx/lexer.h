// PTX's words, constants and signs; comments and white space are left out.
#ifndef LARDER_GENERATOR_LOWER_PTX_LEXER_H
#define LARDER_GENERATOR_LOWER_PTX_LEXER_H

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace larder::generate::ptx {

struct Lexeme {
  enum class Kind { kEnd, kWord, kSpecial, kDotted, kArgument, kInteger, kReal, kSign, kBad };
  Kind kind = Kind::kEnd;
  std::string text;        ///< of a dotted word without its dot, of a special register with %
  std::size_t number = 0;  ///< of an argument
  std::uint64_t integer = 0;
  double real = 0;
  bool single = false;  ///< 0f3f800000
};

class Lexer {
 public:
  Lexer(std::string_view text, bool escapes) : text_(text), escapes_(escapes) {}

  /// A bad lexeme's text is what a message names.
  [[nodiscard]] Lexeme next();

 private:
  void skip_space();
  [[nodiscard]] char peek(std::size_t ahead = 0) const;
  std::string take_word(bool dotted);
  Lexeme percent();
  Lexeme number();
  Lexeme bits_of_real();
  Lexeme decimal(const std::string& word);

  std::string_view text_;
  const bool escapes_;
  std::size_t at_ = 0;
};

}  // namespace larder::generate::ptx

#endif  // LARDER_GENERATOR_LOWER_PTX_LEXER_H
