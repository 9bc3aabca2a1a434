// The output files of a build. A file that already holds the right bytes is left alone, so that
// targets that depend on it stay up to date.
#ifndef LARDER_GENERATOR_PACK_OUTPUTS_H
#define LARDER_GENERATOR_PACK_OUTPUTS_H

#include "generator/pack/pack.h"
#include "larder/status.h"
#include "runtime/format/encode.h"

namespace larder::pack {

/// Whether a file exists and has exactly these bytes.
[[nodiscard]] bool holds(const std::string& file, format::Bytes bytes);

/// kInvalidArgument if an output's path is a pipe, a device or a folder.
[[nodiscard]] Status check_outputs(const Options& options);

/// Writes the cache, its seal and its record, according to the options.
[[nodiscard]] Status write_outputs(const Options& options, const format::EncodedCache& encoded);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_OUTPUTS_H
