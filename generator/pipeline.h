// larder-generate from options to files.
//
//   compile_commands.json => flags => scan (one pass; more only if the source tests which pass
//   it is in) => keys => host source, CUDA variant, manifest, depfile
#ifndef LARDER_GENERATOR_PIPELINE_H
#define LARDER_GENERATOR_PIPELINE_H

#include "generator/options.h"

namespace larder::generate {

/// Runs all stages; messages go to standard error. Returns the process's exit status: 0, or 1
/// if the source has errors or a file can't be written (then no output is changed).
[[nodiscard]] int run(const Options& options);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_PIPELINE_H
