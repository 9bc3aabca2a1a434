// An asm statement in device code, and what it becomes in a CPU variant.
#ifndef LARDER_GENERATOR_LOWER_ASSEMBLY_ASM_STATEMENT_H
#define LARDER_GENERATOR_LOWER_ASSEMBLY_ASM_STATEMENT_H

#include <cstddef>
#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// One operand, in the order of the statement.
struct AsmOperand {
  std::string type;       ///< of its variable, in C++
  bool written = false;   ///< an output
  bool read = false;      ///< an input, or "+"
  bool constant = false;  ///< "n"
};

/// The translation, or why there is none.
struct AsmTranslation {
  std::string refused;  ///< a part of a message: "'mma'"; empty: the rest is valid
  std::vector<AsmOperand> operands;
  std::string text;              ///< statements on the variables larder_0 and so on
  bool clobbers_memory = false;  ///< the compiler may not keep memory in registers
};

[[nodiscard]] AsmTranslation translate_asm(const clang::AsmStmt& statement);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_ASSEMBLY_ASM_STATEMENT_H
