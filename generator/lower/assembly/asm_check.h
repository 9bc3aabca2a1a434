// Which inline PTX in the reach of a kernel keeps it from having a CPU variant.
#ifndef LARDER_GENERATOR_LOWER_ASSEMBLY_ASM_CHECK_H
#define LARDER_GENERATOR_LOWER_ASSEMBLY_ASM_CHECK_H

#include <cstddef>

#include "generator/find/reach.h"

namespace larder::generate {

/// Reports the first such statement of each function in the reach of `kernel`. Only meaningful for
/// a pass whose code the CPU variant is compiled from.
void check_asm(const clang::FunctionDecl& kernel, const ReachGraph& graph, std::size_t node);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_ASSEMBLY_ASM_CHECK_H
