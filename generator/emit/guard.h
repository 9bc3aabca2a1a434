// The guard of a host source against a compiler whose macros differ from those of the scan.
#ifndef LARDER_GENERATOR_EMIT_GUARD_H
#define LARDER_GENERATOR_EMIT_GUARD_H

#include <span>
#include <string>

#include "generator/model/model.h"

namespace larder::generate {

/// Text for the top of a host source. It causes an error, at the place that uses the macro, if a
/// macro differs from its value in the scan. Empty if there are no macros.
[[nodiscard]] std::string macro_guard(std::span<const OutsideMacro> macros);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_GUARD_H
