// Whether code computes with floating-point numbers: only then can flags for their arithmetic
// (-ftz, -fmad, -use_fast_math ...) change the device compiler's output for it.
#ifndef LARDER_GENERATOR_CODE_FLOATING_POINT_H
#define LARDER_GENERATOR_CODE_FLOATING_POINT_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Tests a function's body alone. Loading, storing, selecting and passing numbers on is no
/// computation; a function without a body here may compute with all its arguments and results.
[[nodiscard]] bool computes_floating_point(const llvm::GlobalValue& value);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_CODE_FLOATING_POINT_H
