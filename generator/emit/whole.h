// The whole text: the user's own source, edited in place as the host source is, for nvcc to
// preprocess and compile. It replaces the CUDA variant if that can't be proven right.
//
// With -DLARDER_SOME -DLARDER_WANT_<symbol>... the bodies of all other kernels are empty. A
// template has its body for all of its instances if one is requested.
#ifndef LARDER_GENERATOR_EMIT_WHOLE_H
#define LARDER_GENERATOR_EMIT_WHOLE_H

#include <span>
#include <string>

#include "generator/model/model.h"

namespace larder::generate {

/// `views` are device passes; `forced` are the files that the host compiler must include first,
/// as #include finds them.
[[nodiscard]] std::string whole_source(std::span<const View> views,
                                       std::span<const std::string> forced);

/// The content of the .cuda file: the CUDA variant and, for -DLARDER_WHOLE, the whole text.
[[nodiscard]] std::string cuda_file(std::span<const View> views,
                                    std::span<const std::string> forced);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_WHOLE_H
