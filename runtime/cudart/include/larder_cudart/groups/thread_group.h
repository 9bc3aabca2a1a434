// Any group of threads, the block, and the grid.
#ifndef LARDER_CUDART_GROUPS_THREAD_GROUP_H
#define LARDER_CUDART_GROUPS_THREAD_GROUP_H

#include "rows.h"

#if !defined(LARDER_SCAN)

#include "larder/detail/grid_barrier.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace groups {

inline unsigned long long blocks() { return 1ull * gridDim.x * gridDim.y * gridDim.z; }
inline unsigned long long block_rank() {
  return (1ull * blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
}
inline void sync_grid(CallSite site) {
  if (blocks() > 1) return grid_barrier(site);
  barrier(site);
}
inline void sync_lanes_of(unsigned mask, CallSite site) {
  warp(WarpOperation::kSync, mask, 0, 0, site);
}

}  // namespace groups
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

namespace cooperative_groups {
inline namespace __v1 {

/// A group of any kind: lanes of a warp or, if `lanes_` has none, the block.
class thread_group {
 public:
  /// Waits until all threads of the group wait here.
  LARDER_GROUP_WAITS_0(void, sync,
                       lanes_ != 0 ? larder::simulator::groups::sync_lanes_of(lanes_, site)
                                   : larder::simulator::barrier(site))
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, size,
                           lanes_ != 0 ? larder::simulator::groups::size(lanes_)
                                       : larder::simulator::groups::threads_of_block())
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, num_threads, size())
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, thread_rank,
                           lanes_ != 0 ? larder::simulator::groups::rank(lanes_)
                                       : larder::simulator::groups::rank_in_block())
  __device__ bool is_valid() const { return true; }

 protected:
  __device__ thread_group() {}
  unsigned lanes_ = 0;
  unsigned meta_rank_ = 0;
  unsigned meta_size_ = 1;

#if !defined(LARDER_SCAN)
  explicit thread_group(larder::simulator::groups::Lanes lanes)
      : lanes_(lanes.mask), meta_rank_(lanes.meta_rank), meta_size_(lanes.meta_size) {}
  friend thread_group tiled_partition(const thread_group& parent, unsigned threads,
                                      const char* file, int line);
#endif
};

/// The threads of the block.
class thread_block : public thread_group {
 public:
  struct arrival_token {};

  LARDER_GROUP_WAITS_0(void, sync, larder::simulator::barrier(site))
  /// The barrier in two halves: threads wait in the second.
  __device__ arrival_token barrier_arrive() const {
#if defined(LARDER_CHECKED) && !defined(LARDER_SCAN)
    larder::simulator::arrive_at_barrier();
#endif
    return {};
  }
  LARDER_GROUP_WAITS(void, barrier_wait, (arrival_token&&), larder::simulator::barrier(site))
  LARDER_GROUP_ASKS_MEMBER(unsigned, size, larder::simulator::groups::threads_of_block())
  LARDER_GROUP_ASKS_MEMBER(unsigned, num_threads, size())
  LARDER_GROUP_ASKS_MEMBER(unsigned, thread_rank, larder::simulator::groups::rank_in_block())
  LARDER_GROUP_ASKS_MEMBER(dim3, group_index, larder::simulator::blockIdx)
  LARDER_GROUP_ASKS_MEMBER(dim3, thread_index, larder::simulator::threadIdx)
  LARDER_GROUP_ASKS_MEMBER(dim3, group_dim, larder::simulator::blockDim)
  LARDER_GROUP_ASKS_MEMBER(dim3, dim_threads, larder::simulator::blockDim)

 private:
  thread_block() = default;
#if !defined(LARDER_SCAN)
  friend thread_block this_thread_block();
#endif
};
LARDER_GROUP_ASKS(thread_block, this_thread_block, (), thread_block())

/// All threads of the launch. sync() is for cooperative launches; a CPU variant supports it in any.
class grid_group {
 public:
  LARDER_GROUP_WAITS_0(void, sync, larder::simulator::groups::sync_grid(site))
  LARDER_GROUP_ASKS_MEMBER(bool, is_valid, true)
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, num_blocks, larder::simulator::groups::blocks())
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, block_rank, larder::simulator::groups::block_rank())
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, size,
                           num_blocks() * larder::simulator::groups::threads_of_block())
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, num_threads, size())
  LARDER_GROUP_ASKS_MEMBER(unsigned long long, thread_rank,
                           block_rank() * larder::simulator::groups::threads_of_block() +
                               larder::simulator::groups::rank_in_block())
  LARDER_GROUP_ASKS_MEMBER(dim3, group_dim, larder::simulator::gridDim)
  LARDER_GROUP_ASKS_MEMBER(dim3, dim_blocks, larder::simulator::gridDim)
  LARDER_GROUP_ASKS_MEMBER(dim3, block_index, larder::simulator::blockIdx)

 private:
  grid_group() = default;
#if !defined(LARDER_SCAN)
  friend grid_group this_grid();
#endif
};
LARDER_GROUP_ASKS(grid_group, this_grid, (), grid_group())

}  // namespace __v1
}  // namespace cooperative_groups

#endif  // LARDER_CUDART_GROUPS_THREAD_GROUP_H
