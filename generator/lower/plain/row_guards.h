// The guards at the start of a kernel's body, and the index that they compare:
//
//   const int i = blockIdx.x * blockDim.x + threadIdx.x;
//   if (i >= n) return;                                  // or, as the last statement: if (i < n)
//   ...
//
// If such guards hold for threads of a row of a block, they hold for one stretch of it. The
// loop over threads then runs that stretch without tests, and host compilers see an index that
// counts up and cannot wrap round.
#ifndef LARDER_GENERATOR_LOWER_PLAIN_ROW_GUARDS_H
#define LARDER_GENERATOR_LOWER_PLAIN_ROW_GUARDS_H

#include <optional>
#include <string>
#include <vector>

#include "generator/syntax/pch/clang.h"
#include "generator/syntax/tokens.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

struct RowGuards {
  struct Guard {
    TokenRange condition;
    bool leaves = false;  ///< threads for which it holds return; else those for which it does not
    bool operator==(const Guard&) const = default;
  };

  std::string probe;  ///< statements that set larder_index and return whether a thread continues
  TokenRange index;   ///< the initial value of the index
  std::string type;   ///< of the index
  std::vector<Guard> guards;
  bool operator==(const RowGuards&) const = default;
};

/// None if the body does not begin like this, or if that can't be proven.
[[nodiscard]] std::optional<RowGuards> row_guards(const clang::FunctionDecl& kernel,
                                                  const TokenTable& tokens,
                                                  const UserCode& user_code);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_PLAIN_ROW_GUARDS_H
