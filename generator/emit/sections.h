// One text for nvcc from the results of several device passes.
#ifndef LARDER_GENERATOR_EMIT_SECTIONS_H
#define LARDER_GENERATOR_EMIT_SECTIONS_H

#include <functional>
#include <span>
#include <string>

#include "generator/model/model.h"

namespace larder::generate {

/// `section` of each view, under #if __CUDA_ARCH__ if they differ.
[[nodiscard]] std::string by_architecture(std::span<const View> views,
                                          const std::function<std::string(const View&)>& section);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_SECTIONS_H
