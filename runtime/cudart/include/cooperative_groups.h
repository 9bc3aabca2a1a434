// Cooperative groups, under CUDA's names: groups of a block's threads that wait for each other and
// exchange values. Not there: tiles of more than a warp, clusters, several grids; a grid can be
// synchronised by a CPU variant only where it has one block.
#ifndef LARDER_CUDART_COOPERATIVE_GROUPS_H
#define LARDER_CUDART_COOPERATIVE_GROUPS_H

#include "larder_cudart/groups/functions.h"
#include "larder_cudart/groups/thread_group.h"
#include "larder_cudart/groups/tiles.h"

#endif  // LARDER_CUDART_COOPERATIVE_GROUPS_H
