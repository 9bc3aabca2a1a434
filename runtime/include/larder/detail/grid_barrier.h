// A barrier of all blocks of a launch, which cooperative groups call.
#ifndef LARDER_DETAIL_GRID_BARRIER_H
#define LARDER_DETAIL_GRID_BARRIER_H

#include "../simulator.h"
#include "api.h"

namespace larder {
inline namespace v1 {
namespace simulator {

/// Waits until all threads of all blocks wait here.
LARDER_API void grid_barrier(CallSite site);

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_GRID_BARRIER_H
