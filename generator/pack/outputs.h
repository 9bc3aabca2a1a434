// The files that a build gets. What holds the right bytes already is left alone, so that what
// depends on it stays fresh.
#ifndef LARDER_GENERATOR_PACK_OUTPUTS_H
#define LARDER_GENERATOR_PACK_OUTPUTS_H

#include "generator/pack/pack.h"
#include "larder/status.h"
#include "runtime/format/encode.h"

namespace larder::pack {

/// Whether a file is there and has exactly these bytes.
[[nodiscard]] bool holds(const std::string& file, format::Bytes bytes);

/// kInvalidArgument where a pipe, a device or a folder is in the place of an output.
[[nodiscard]] Status check_outputs(const Options& options);

/// The cache, its seal and its record, as the options say.
[[nodiscard]] Status write_outputs(const Options& options, const format::EncodedCache& encoded);

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_OUTPUTS_H
