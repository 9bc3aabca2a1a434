// The block that the calling OS thread runs.
#ifndef LARDER_SIMULATOR_CURRENT_H
#define LARDER_SIMULATOR_CURRENT_H

namespace larder::inline v1::simulator {

class Block;

/// Makes `block` the current one of this OS thread; null: none.
void set_current_block(Block* block);

/// The current block; null outside kernels.
Block* current_block();

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_CURRENT_H
