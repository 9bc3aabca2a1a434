#include "runtime/simulator/grid_barrier.h"

#include "runtime/simulator/block.h"
#include "runtime/simulator/sanitizers.h"

namespace larder::inline v1::simulator {

std::uint64_t GridBarrier::arrive() {
  const std::uint64_t meeting = meeting_.load(std::memory_order_relaxed);
  if (arrived_.fetch_add(1, std::memory_order_acq_rel) + 1 == blocks_) {
    if (checks != nullptr) checks->pass_grid_barrier();
    arrived_.store(0, std::memory_order_relaxed);
    meeting_.store(meeting + 1, std::memory_order_release);
  }
  return meeting;
}

// One thread of each block waits for the other blocks; the rest waits for that thread.
LARDER_NO_TSAN void Block::grid_barrier(CallSite site) {
  barrier(0, site);
  unsigned first = 0;
  while (exited(first)) ++first;
  if (running_ == first) {
    GridBarrier& all = *launch_->all_blocks;
    release_order(&all);
    const std::uint64_t meeting = all.arrive();
    while (!all.is_over(meeting)) yield(true, site);
    acquire_order(&all);
  }
  barrier(0, site);
}

}  // namespace larder::inline v1::simulator
