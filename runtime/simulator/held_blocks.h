// The blocks of a launch that one OS thread has started: one runs, the others have yielded and wait
// for their next turn.
//
// A block yields when its threads spin because another block, or the host, must act first. As many
// are held at a time as an H100 holds. A new one starts whenever the block that has waited longest
// has had a turn in vain. So blocks that wait for each other all get to run, and if blocks wait
// only for lower ones, few are held.
#ifndef LARDER_SIMULATOR_HELD_BLOCKS_H
#define LARDER_SIMULATOR_HELD_BLOCKS_H

#include <cstdint>
#include <list>
#include <memory>
#include <vector>

#include "runtime/simulator/block.h"
#include "runtime/simulator/launch_progress.h"

namespace larder::inline v1::simulator {

/// Belongs to one OS thread, for one launch. In every call blocks may end and fail.
class HeldBlocks {
 public:
  /// `first` is the first block to use; others are made as they are needed, with its pool.
  HeldBlocks(LaunchProgress& progress, FiberPool& pool, Block& first);
  /// Forgets the blocks that are left after a failure.
  ~HeldBlocks();
  HeldBlocks(const HeldBlocks&) = delete;
  HeldBlocks& operator=(const HeldBlocks&) = delete;

  /// Runs block `number` from its start until it ends or yields, and maybe those that follow, up
  /// to `most` in all. Returns how many it has started.
  std::uint64_t begin(std::uint64_t number, uint3 index, std::uint64_t most) {
    const Slice slice = free_->run(progress_.launch, index, most);
    const std::uint64_t begun = free_->begun();
    const std::uint64_t last = number + begun - 1;
    if (slice == Slice::kEnded && held_.empty()) {
      if (Status status = free_->finish(); !status.ok()) progress_.fail(last, std::move(status));
    } else {
      after_begin(last, slice);
    }
    return begun;
  }
  /// Goes round the blocks that are held until fewer than `count` are, or the launch has failed.
  void run_down_to_less_than(std::uint64_t count);

  std::uint64_t count() const { return held_.size(); }

 private:
  struct Held {
    std::uint64_t number;
    Block* block;
  };

  void after_begin(std::uint64_t number, Slice slice);
  bool resume_first();
  void end(const Held& held);
  void pause();

  LaunchProgress& progress_;
  FiberPool& pool_;
  Block* free_;           // for the next block
  std::list<Held> held_;  // in the order of their turns; an empty list needs no memory
  std::vector<Block*> spare_;
  std::vector<std::unique_ptr<Block>> own_;
  unsigned in_vain_ = 0;  // consecutive rounds
  std::uint64_t seen_ = 0;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_HELD_BLOCKS_H
