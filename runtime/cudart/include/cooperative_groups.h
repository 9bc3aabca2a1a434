// Cooperative groups, under CUDA's names: groups of a block's threads that wait for each other and
// exchange values. Not supported: tiles of more than a warp, clusters, several grids. A CPU variant
// can synchronise a grid only if the grid has one block.
#ifndef LARDER_CUDART_COOPERATIVE_GROUPS_H
#define LARDER_CUDART_COOPERATIVE_GROUPS_H

#include "larder_cudart/groups/functions.h"
#include "larder_cudart/groups/thread_group.h"
#include "larder_cudart/groups/tiles.h"

#endif  // LARDER_CUDART_COOPERATIVE_GROUPS_H
