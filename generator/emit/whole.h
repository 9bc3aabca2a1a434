// The whole text: the user's own source, edited in place as the host source is, for nvcc to
// preprocess and compile. It takes the CUDA variant's place where that can't be shown to be right.
//
// With -DLARDER_SOME -DLARDER_WANT_<symbol>... the bodies of all other kernels are empty. A
// template's body is there for all of its instances as soon as one is wanted.
#ifndef LARDER_GENERATOR_EMIT_WHOLE_H
#define LARDER_GENERATOR_EMIT_WHOLE_H

#include <span>
#include <string>

#include "generator/model/model.h"

namespace larder::generate {

/// `views` are device passes; `forced` the files that the host compiler is told to include first,
/// as #include finds them.
[[nodiscard]] std::string whole_source(std::span<const View> views,
                                       std::span<const std::string> forced);

/// What the .cuda file holds: the CUDA variant and, for -DLARDER_WHOLE, the whole text.
[[nodiscard]] std::string cuda_file(std::span<const View> views,
                                    std::span<const std::string> forced);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_WHOLE_H
