// Macros as text, and text as macros.
#ifndef LARDER_GENERATOR_SYNTAX_MACRO_TEXT_H
#define LARDER_GENERATOR_SYNTAX_MACRO_TEXT_H

#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The text after the name in a #define, as in a MacroWorld: " 900", "(a,b) a + b".
[[nodiscard]] std::string macro_text(const clang::MacroInfo& macro,
                                     const clang::Preprocessor& preprocessor);

/// A macro of `name` with that text. Null if the text is not a definition.
[[nodiscard]] clang::MacroInfo* make_macro(const std::string& name, const std::string& text,
                                           clang::Preprocessor& preprocessor);

/// Defines a name from here on, by a macro of it; null: it is undefined.
void set_macro(const std::string& name, clang::MacroInfo* macro, clang::Preprocessor& preprocessor);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_MACRO_TEXT_H
