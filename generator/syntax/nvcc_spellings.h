// Spellings that nvcc accepts and Clang does not. Files with such text are read in another one,
// which means the same to both:
//
//   asm("mov.u32 %0, %laneid;" : "=r"(x))   %l begins an operand to Clang: %%laneid
//   __shared__ alignas(16) float tile[16]   to Clang an alignment comes first
//   kernel<<<{1}, {8, 8}>>>()               Clang does not know the types of the arguments
#ifndef LARDER_GENERATOR_SYNTAX_NVCC_SPELLINGS_H
#define LARDER_GENERATOR_SYNTAX_NVCC_SPELLINGS_H

#include <optional>
#include <string>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The text of a source in Clang's spelling; nullopt: it is in it. `text` ends with a zero byte.
[[nodiscard]] std::optional<std::string> in_clangs_spelling(llvm::StringRef text,
                                                            const clang::LangOptions& language);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_SYNTAX_NVCC_SPELLINGS_H
