// Gives the types and global values of an LLVM module names that depend on their content, not on
// their place: equal code has equal names in any file, in any order of declarations.
//
//   struct      by its structure
//   constant without a name (string, table, initial value), and function of a lambda or an unnamed
//   type        by its content: Clang numbers them in the order of the source
//   others      their symbol in the CUDA variant
#ifndef LARDER_GENERATOR_CODE_MODULE_NAMES_H
#define LARDER_GENERATOR_CODE_MODULE_NAMES_H

#include <functional>
#include <string>

#include "generator/code/canonical_text.h"
#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// The symbol of a value in the CUDA variant.
using SymbolOf = std::function<std::string(const llvm::GlobalValue&)>;

/// Renames in place, and merges values that have become equal.
void give_canonical_names(llvm::Module& module, CanonicalText& text, const SymbolOf& symbol_of);

/// The global values that a function's body or a variable's initial value refers to, each once.
[[nodiscard]] std::vector<llvm::GlobalValue*> values_used_by(const llvm::GlobalValue& value);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_MODULE_NAMES_H
