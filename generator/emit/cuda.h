// The CUDA variant: the device code that kernels reach, and nothing else, as one translation unit.
//
// With -DLARDER_SOME -DLARDER_WANT_<symbol>... it has those kernels only. Everything else is
// unchanged, so that no kernel's code depends on the others that are requested with it.
#ifndef LARDER_GENERATOR_EMIT_CUDA_H
#define LARDER_GENERATOR_EMIT_CUDA_H

#include <span>
#include <string>

#include "generator/model/model.h"

namespace larder::generate {

/// One view's text.
[[nodiscard]] std::string cuda_section(const View& view);

/// `views` are device passes. Where they saw different code, the text has a section for each,
/// under #if __CUDA_ARCH__.
[[nodiscard]] std::string cuda_source(std::span<const View> views);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_CUDA_H
