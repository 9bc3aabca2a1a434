// Text helpers that the emitters share.
#ifndef LARDER_GENERATOR_EMIT_TEXT_H
#define LARDER_GENERATOR_EMIT_TEXT_H

#include <span>
#include <string>
#include <string_view>

#include "generator/model/model.h"

namespace larder::generate {

/// `text` as a C++ string literal, quotes included.
[[nodiscard]] std::string string_literal(std::string_view text);
/// `#line 12 "blur.cpp"` with its line end.
[[nodiscard]] std::string line_directive(unsigned line, std::string_view file);
/// Tokens on their original lines, with #line at each jump.
[[nodiscard]] std::string laid_out(std::span<const Token> tokens);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_TEXT_H
