// Turns the host compiler's command for a source into one that only preprocesses.
#ifndef LARDER_GENERATOR_NVCC_HOST_COMMAND_H
#define LARDER_GENERATOR_NVCC_HOST_COMMAND_H

#include "generator/nvcc/words.h"

namespace larder::nvcc {

/// `command` (compiler first, maybe after a launcher such as ccache) without files that it reads
/// or writes, ready for host_world(). Empty if it does not begin with a program.
[[nodiscard]] Words host_preprocessor(const Words& command);

}  // namespace larder::nvcc

#endif  // LARDER_GENERATOR_NVCC_HOST_COMMAND_H
