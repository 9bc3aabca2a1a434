// PTX says what C++ leaves open: a floating-point value that an integer type cannot hold becomes
// the nearest one that it can, and a shift by the width and more leaves nothing, or the sign. The
// CPU variant calls functions that do the same (larder/cuda/arithmetic.h):
//
//   (int)x      (int)::larder::simulator::to_integer<int>(x)
//   x << n      ::larder::simulator::shift_left(x , n)
//
// What is constant, and what a host compiler's sanitizer looks for, stays as it is.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_ARITHMETIC_EDITS_H
#define LARDER_GENERATOR_LOWER_FIBERS_ARITHMETIC_EDITS_H

#include "generator/lower/fibers/shared_edits.h"
#include "generator/syntax/user_code.h"

namespace larder::generate {

/// What stays, since the program is built to tell of it.
struct WatchedArithmetic {
  bool conversions = false;  ///< -fsanitize=float-cast-overflow
  bool shifts = false;       ///< -fsanitize=undefined or shift
};

/// Adds the calls to `edits`, whose tokens they leave as they are but for operators of shifts.
void add_arithmetic_edits(TokenEdits& edits, clang::ASTContext& context, const TokenTable& tokens,
                          const UserCode& user_code, WatchedArithmetic watched);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_ARITHMETIC_EDITS_H
