// Division of the lanes' integers. Processors have no instruction for it, and LLVM divides one lane
// after the other; doubles are divided all at once.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_DIVISIONS_H
#define LARDER_GENERATOR_LOWER_VECTORS_DIVISIONS_H

#include <llvm/IR/Module.h>

namespace larder::generate::vectors {

/// Quotients and remainders by what is no constant become those of doubles. For integers of 32 bits
/// these are exact: a quotient that is no integer differs from the next one by more than 2^-33 of
/// itself, and a double's rounding is by less than 2^-52. Lanes with larger numbers, with quotients
/// that don't fit, and those that divide by 0 do so one after the other, as before.
void divide_as_doubles(llvm::Module& module);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_DIVISIONS_H
