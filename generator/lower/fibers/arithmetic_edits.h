// PTX defines results that C++ leaves undefined: a floating-point value that an integer type cannot
// hold becomes the nearest one that it can, and a shift by at least the width leaves 0, or the
// sign. The CPU variant calls functions that do the same (larder/cuda/arithmetic.h):
//
//   (int)x      (int)::larder::simulator::to_integer<int>(x)
//   x << n      ::larder::simulator::shift_left(x , n)
//
// Constant expressions, and operations that a host compiler's sanitizer checks, stay unchanged.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_ARITHMETIC_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_ARITHMETIC_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// Operations that stay, because the program is built to report them.
struct WatchedArithmetic {
  bool conversions = false;  ///< -fsanitize=float-cast-overflow
  bool shifts = false;       ///< -fsanitize=undefined or shift
};

/// Adds the calls to `edits`; they change no tokens except shift operators.
void add_arithmetic_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                          const UserCode& user_code, WatchedArithmetic watched);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_ARITHMETIC_EDITS_H
