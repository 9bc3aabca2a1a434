// nvcc accepts asm("mov.u32 %0, %laneid;" : "=r"(x)), in which Clang takes %l for an unfinished
// operand. Files with such text are read as if it said %%laneid, which means the same to both.
#ifndef LARDER_GENERATOR_SYNTAX_ASM_ESCAPES_H
#define LARDER_GENERATOR_SYNTAX_ASM_ESCAPES_H

#include <optional>
#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The text of a source with these escapes; nullopt: it needs none. `text` ends with a zero byte.
[[nodiscard]] std::optional<std::string> with_asm_escapes(llvm::StringRef text,
                                                          const clang::LangOptions& language);

/// Replaces the content of a file that no code has been read from.
void add_asm_escapes(clang::SourceManager& sources, clang::FileEntryRef file,
                     const clang::LangOptions& language);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_ASM_ESCAPES_H
