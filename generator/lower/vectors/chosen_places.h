// Accesses of memory at one of several places, each of which lies beside that of the next lane.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_CHOSEN_PLACES_H
#define LARDER_GENERATOR_LOWER_VECTORS_CHOSEN_PLACES_H

#include <llvm/IR/Function.h>

#include "generator/lower/vectors/shapes.h"

namespace larder::generate::vectors {

/// At the edge of a grid kernels read `row[x == 0 ? x : x - 1]` or `row[max(x - 1, 0)]`. The places
/// of the lanes are in no order then, though each of the two is. Such accesses become two, behind a
/// branch. Returns whether there were any; what is known of the kernel is then no longer true.
[[nodiscard]] bool separate_chosen_places(llvm::Function& kernel, const Shapes& shapes);

}  // namespace larder::generate::vectors

#endif  // LARDER_GENERATOR_LOWER_VECTORS_CHOSEN_PLACES_H
