// Which block the calling OS thread runs.
#ifndef LARDER_SIMULATOR_CURRENT_H
#define LARDER_SIMULATOR_CURRENT_H

namespace larder::simulator {

class Block;

/// Makes `block` the current one of this OS thread while it lives.
class CurrentBlock {
 public:
  explicit CurrentBlock(Block& block);
  ~CurrentBlock();
  CurrentBlock(const CurrentBlock&) = delete;
  CurrentBlock& operator=(const CurrentBlock&) = delete;
};

/// The current block; null outside kernels.
Block* current_block();

}  // namespace larder::simulator

#endif  // LARDER_SIMULATOR_CURRENT_H
