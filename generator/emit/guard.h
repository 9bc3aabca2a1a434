// What guards a host source against a compiler whose macros are not those of the scan.
#ifndef LARDER_GENERATOR_EMIT_GUARD_H
#define LARDER_GENERATOR_EMIT_GUARD_H

#include <span>
#include <string>

#include "generator/model/model.h"

namespace larder::generate {

/// Text for the top of a host source: errors, at the place that asks for the macro, where a macro
/// is not what the scan saw. Empty where there are none.
[[nodiscard]] std::string macro_guard(std::span<const OutsideMacro> macros);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_GUARD_H
