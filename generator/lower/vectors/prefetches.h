// Reads that a processor does not see coming.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_PREFETCHES_H
#define LARDER_GENERATOR_LOWER_VECTORS_PREFETCHES_H

#include <llvm/IR/Module.h>

namespace larder::generate::vectors {

/// In loops whose reads are far apart, as in a loop over a grid's strides, each read is begun some
/// turns before. Processors do that by themselves only for strides within a page.
void prefetch_far_reads(llvm::Module& module);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_PREFETCHES_H
