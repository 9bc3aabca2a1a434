// The host source: the user's text with the CPU variants in it, and the table that links kernels to
// their keys.
#ifndef LARDER_GENERATOR_EMIT_HOST_H
#define LARDER_GENERATOR_EMIT_HOST_H

#include <span>
#include <string>

#include "generator/key/key.h"
#include "generator/model/model.h"

namespace larder::generate {

/// `view` is the pass whose code the host compiler sees.
/// `assembly` defines the functions of the kernels' vector variants.
[[nodiscard]] std::string host_source(const View& view, std::span<const KeyedKernel> kernels,
                                      const std::string& assembly = {});

/// A file's text with its edits; inlined files replace their #include.
[[nodiscard]] std::string edited_text(std::span<const HostFile> files, std::size_t index);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_HOST_H
