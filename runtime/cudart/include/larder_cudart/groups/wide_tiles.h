// Tiles of several warps.
#ifndef LARDER_CUDART_GROUPS_WIDE_TILES_H
#define LARDER_CUDART_GROUPS_WIDE_TILES_H

#include "thread_group.h"
#if !defined(LARDER_SCAN)
#include "wide_tiles_host.h"
#endif

namespace cooperative_groups {
inline namespace __v1 {

/// The functions of a tile of 64, 128, 256, 512 or 1024 threads. It is no thread_group, whose
/// threads are the block's or a warp's.
template <unsigned Size>
class larder_wide_tile {
 public:
  LARDER_GROUP_WAITS_0(void, sync, larder::simulator::groups::sync_wide(Size, site))
  LARDER_GROUP_ASKS_MEMBER(unsigned, size, Size)
  LARDER_GROUP_ASKS_MEMBER(unsigned, num_threads, Size)
  LARDER_GROUP_ASKS_MEMBER(unsigned, thread_rank, larder::simulator::groups::rank_in_block() % Size)
  LARDER_GROUP_ASKS_MEMBER(unsigned, meta_group_rank, meta_rank_)
  LARDER_GROUP_ASKS_MEMBER(unsigned, meta_group_size, meta_size_)
  __device__ bool is_valid() const { return true; }

  // As those of the groups of lanes.
 template <class T>
 LARDER_GROUP_WAITS(T, shfl, (T value, int rank),
                    larder::simulator::groups::from_wide_rank(Size, value,
                                                              static_cast<unsigned>(rank) % Size,
                                                              site))
 template <class T>
 LARDER_GROUP_WAITS(T, shfl_up, (T value, unsigned delta),
                    larder::simulator::groups::from_wide_distance(Size, value,
                                                                  -static_cast<int>(delta), site))
 template <class T>
 LARDER_GROUP_WAITS(T, shfl_down, (T value, unsigned delta),
                    larder::simulator::groups::from_wide_distance(Size, value,
                                                                  static_cast<int>(delta), site))
 LARDER_GROUP_WAITS(int, any, (int predicate),
                    larder::simulator::groups::count_wide(Size, predicate != 0, site) != 0)
     LARDER_GROUP_WAITS(int, all, (int predicate),
                        larder::simulator::groups::count_wide(Size, predicate == 0, site) == 0)

         protected : larder_wide_tile() = default;
#if !defined(LARDER_SCAN)
  explicit larder_wide_tile(larder::simulator::groups::Lanes tile)
      : meta_rank_(tile.meta_rank), meta_size_(tile.meta_size) {}
#endif

 private:
  unsigned meta_rank_ = 0;
  unsigned meta_size_ = 1;
};

/// Memory by which such tiles exchange values on GPUs before compute capability 8.0. A CPU variant
/// has its own.
template <unsigned MaxBlockSize = 1024>
struct alignas(8) block_tile_memory {
  char larder_bytes[MaxBlockSize / 32 * 8];
};
template <unsigned MaxBlockSize>
__device__ thread_block this_thread_block(block_tile_memory<MaxBlockSize>&) {
  return this_thread_block();
}

}  // namespace __v1
}  // namespace cooperative_groups

#endif  // LARDER_CUDART_GROUPS_WIDE_TILES_H
