// Which memory only the thread itself sees.
#ifndef LARDER_GENERATOR_LOWER_FIBERS_OWN_PLACE_H
#define LARDER_GENERATOR_LOWER_FIBERS_OWN_PLACE_H

#include "generator/syntax/pch/clang.h"

namespace larder::generate {

/// Whether an assignment to `place` is seen by no other thread.
[[nodiscard]] bool is_own(const clang::Expr* place);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_FIBERS_OWN_PLACE_H
