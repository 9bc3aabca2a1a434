// The text of an asm statement, as the user wrote it, to Code.
//
//   { .reg .pred p;  setp.lt.u32 p, %1, 32;  @p mov.u32 %0, %%laneid; }
#ifndef LARDER_GENERATOR_LOWER_PTX_PARSER_H
#define LARDER_GENERATOR_LOWER_PTX_PARSER_H

#include <string>
#include <string_view>
#include <variant>

#include "generator/lower/ptx/code.h"

namespace larder::generate::ptx {

/// What can't be translated, as a part of a message: "'mma'", "label 'again'".
struct Refusal {
  std::string what;
};

/// Reads any text. Knows the grammar, not the opcodes. `escapes`: %% is a % and %0 an operand,
/// which they are not in a plain asm("...").
[[nodiscard]] std::variant<Code, Refusal> parse(std::string_view text, bool escapes = true);

/// The text of an asm statement in LLVM IR ($0, $$, %laneid), as the user could have written it.
[[nodiscard]] std::string from_llvm(std::string_view text);

}  // namespace larder::generate::ptx

#endif  // LARDER_GENERATOR_LOWER_PTX_PARSER_H
