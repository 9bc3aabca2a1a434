// Cooperative groups, under CUDA's names: groups of a block's threads that wait for each other and
// exchange values. Not supported: clusters, several grids. A CPU variant
// can synchronise a grid only if the grid has one block.
// CUDA's own guard: with a toolkit's header of this name, the first one counts.
#ifndef _COOPERATIVE_GROUPS_H_
#define _COOPERATIVE_GROUPS_H_

#include "larder/detail/macros_aside.h"

// CUDA's own header includes it, and programs rely on that.
#include <cstdint>

#include "larder_cudart/groups/functions.h"
#include "larder_cudart/groups/thread_group.h"
#include "larder_cudart/groups/tiles.h"

#include "larder/detail/macros_back.h"

#endif  // _COOPERATIVE_GROUPS_H_
