// Integers of 33 bits and the like, which LLVM makes of sums over a loop's counter.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_ODD_NUMBERS_H
#define LARDER_GENERATOR_LOWER_VECTORS_ODD_NUMBERS_H

#include <llvm/IR/Function.h>

namespace larder::generate::vectors {

/// Computes with 64 bits instead, if the kernel does no more with such numbers than arithmetic.
void widen_odd_numbers(llvm::Function& kernel);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_ODD_NUMBERS_H
