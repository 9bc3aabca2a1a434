// Tiles of several warps on the host: a barrier for each tile, and a place for each thread's value.
#ifndef LARDER_CUDART_GROUPS_WIDE_TILES_HOST_H
#define LARDER_CUDART_GROUPS_WIDE_TILES_HOST_H

#include <cstdint>
#include <cstring>
#include <type_traits>

#include "lanes_host.h"
#include "larder/detail/phase_barrier.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace groups {

inline constexpr unsigned kMostThreads = 1024;  // of a block

/// Fresh shared memory has all bits set.
struct WideTiles {
  barriers::State barriers[32];  ///< of the tiles of 1024, 512, 256, 128 and 64 threads
  std::uint64_t values[kMostThreads];
};
inline WideTiles& wide_tiles() {
  static const char id = 0;
  return shared_variable<WideTiles>(&id);
}

/// The tile's first thread, and the number of its threads: the last one may have fewer.
inline unsigned first_of_tile(unsigned size) { return rank_in_block() / size * size; }
inline unsigned threads_of_tile(unsigned size) {
  const unsigned left = threads_of_block() - first_of_tile(size);
  return left < size ? left : size;
}

/// Checks do not see this read of what nobody has written yet.
__attribute__((noinline, no_sanitize("thread"))) inline bool is_fresh(
    const barriers::State& state) {
  return *const_cast<const volatile barriers::State*>(&state) == ~barriers::State{0};
}

/// Waits until all threads of the tile wait here. The first one sets up its barrier: no other
/// thread of the block runs meanwhile.
LARDER_CHECKED_INLINE void sync_wide(unsigned size, CallSite site) {
  barriers::State& state = wide_tiles().barriers[kMostThreads / size + rank_in_block() / size];
  const barriers::State expected = threads_of_tile(size);
  if (is_fresh(state))
    __atomic_store_n(&state, expected << barriers::kCountBits | expected, __ATOMIC_RELAXED);
  barriers::wait(state, barriers::arrive(state, 1, site), site);
}

/// The value of the thread `rank` of the tile: any trivially copyable type.
template <class T>
LARDER_CHECKED_INLINE T from_wide_rank(unsigned size, const T& value, unsigned rank,
                                       CallSite site) {
  static_assert(std::is_trivially_copyable_v<T>, "a group's values are copied by their bytes");
  constexpr std::size_t word = sizeof(std::uint64_t);
  T out = value;
  std::uint64_t* const values = wide_tiles().values;
  for (std::size_t at = 0; at < sizeof(T); at += word) {
    const std::size_t bytes = sizeof(T) - at < word ? sizeof(T) - at : word;
    std::uint64_t bits = 0;
    std::memcpy(&bits, reinterpret_cast<const char*>(&value) + at, bytes);
    values[rank_in_block()] = bits;
    sync_wide(size, site);
    bits = values[first_of_tile(size) + rank];
    std::memcpy(reinterpret_cast<char*>(&out) + at, &bits, bytes);
    sync_wide(size, site);
  }
  return out;
}
template <class T>
LARDER_CHECKED_INLINE T from_wide_distance(unsigned size, const T& value, int distance,
                                           CallSite site) {
  const int own = static_cast<int>(rank_in_block() % size);
  const int other = own + distance;
  const bool inside = other >= 0 && other < static_cast<int>(threads_of_tile(size));
  return from_wide_rank(size, value, static_cast<unsigned>(inside ? other : own), site);
}

/// How many threads of the tile have the predicate.
LARDER_CHECKED_INLINE unsigned count_wide(unsigned size, bool predicate, CallSite site) {
  std::uint64_t* const values = wide_tiles().values;
  values[rank_in_block()] = predicate ? 1 : 0;
  sync_wide(size, site);
  unsigned count = 0;
  for (unsigned i = 0; i < threads_of_tile(size); ++i)
    count += static_cast<unsigned>(values[first_of_tile(size) + i]);
  sync_wide(size, site);
  return count;
}

}  // namespace groups
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_GROUPS_WIDE_TILES_HOST_H
