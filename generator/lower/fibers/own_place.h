// Memory that only the thread itself sees.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_OWN_PLACE_H
#define LARDER_GENERATOR_LOWER_FIBERS_OWN_PLACE_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Whether no other thread sees an assignment to `place`.
[[nodiscard]] bool is_own(const clang::Expr* place);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_OWN_PLACE_H
