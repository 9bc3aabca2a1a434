// pow() as g++ computes it: LLVM would make exp2() and sqrt() of some calls, which round otherwise.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_POWERS_H
#define LARDER_GENERATOR_LOWER_VECTORS_POWERS_H

#include <llvm/IR/Module.h>

namespace larder::generate::vectors {

/// Calls of pow become calls of functions that LLVM does not know.
void hide_powers(llvm::Module& module);

/// pow(x, -1), pow(x, 1) and pow(x, 2) become arithmetic, as g++ has it. Call after inlining.
void fold_powers(llvm::Module& module);

/// These become calls of pow again.
void show_powers(llvm::Module& module);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_POWERS_H
