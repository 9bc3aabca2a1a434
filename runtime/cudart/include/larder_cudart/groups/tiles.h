// Groups of lanes of one warp: tiles, coalesced lanes, and parts of them.
#ifndef LARDER_CUDART_GROUPS_TILES_H
#define LARDER_CUDART_GROUPS_TILES_H

#include "thread_group.h"
#include "wide_tiles.h"

namespace cooperative_groups {
inline namespace __v1 {

/// The functions of all groups of lanes. Members are identified by their ranks; masks and ranks are
/// those of the group, not of the warp.
class larder_lane_group : public thread_group {
 public:
  LARDER_GROUP_WAITS_0(void, sync, larder::simulator::groups::sync_lanes_of(lanes_, site))
  LARDER_GROUP_ASKS_MEMBER(unsigned, size, larder::simulator::groups::size(lanes_))
  LARDER_GROUP_ASKS_MEMBER(unsigned, num_threads, size())
  LARDER_GROUP_ASKS_MEMBER(unsigned, thread_rank, larder::simulator::groups::rank(lanes_))
  /// The number of this part in its parent group, and the number of parts.
  LARDER_GROUP_ASKS_MEMBER(unsigned, meta_group_rank, meta_rank_)
  LARDER_GROUP_ASKS_MEMBER(unsigned, meta_group_size, meta_size_)

  // A value of another member: of the given rank (modulo the size), of a rank that is lower or
  // higher by `delta` (its own value if there is none), or of the rank with `bits` flipped.
  template <class T>
  LARDER_GROUP_WAITS(T, shfl, (T value, int rank),
                     larder::simulator::groups::from_rank(lanes_, value,
                                                          static_cast<unsigned>(rank) % size(),
                                                          site))
  template <class T>
  LARDER_GROUP_WAITS(T, shfl_up, (T value, unsigned delta),
                     larder::simulator::groups::from_below(lanes_, value, delta, site))
  template <class T>
  LARDER_GROUP_WAITS(T, shfl_down, (T value, unsigned delta),
                     larder::simulator::groups::from_above(lanes_, value, delta, site))
  template <class T>
  LARDER_GROUP_WAITS(T, shfl_xor, (T value, unsigned bits),
                     larder::simulator::groups::from_flipped(lanes_, value, bits, site))

  // Whether any or all predicates hold; which ones hold; which values are equal; whether all are.
  LARDER_GROUP_WAITS(
      int, any, (int predicate),
      larder::simulator::vote(larder::simulator::WarpOperation::kAny, lanes_, predicate, site) !=
          0) LARDER_GROUP_WAITS(int, all, (int predicate),
                                larder::simulator::vote(larder::simulator::WarpOperation::kAll,
                                                        lanes_, predicate, site) != 0)
      LARDER_GROUP_WAITS(unsigned, ballot, (int predicate),
                         larder::simulator::groups::by_rank(
                             lanes_,
                             larder::simulator::vote(larder::simulator::WarpOperation::kBallot,
                                                     lanes_, predicate, site))) template <class T>
      LARDER_GROUP_WAITS(unsigned, match_any, (T value),
                         larder::simulator::groups::by_rank(
                             lanes_,
                             larder::simulator::match(larder::simulator::WarpOperation::kMatchAny,
                                                      lanes_, value, site)))
      template <class T>
      LARDER_GROUP_WAITS(unsigned, match_all, (T value, int& same),
                         larder::simulator::groups::by_rank(
                             lanes_, larder::simulator::match_all(lanes_, value, &same, site)))
#if !defined(LARDER_SCAN)
      /// For the headers of Larder.
      unsigned larder_lanes() const {
    return lanes_;
  }

 protected:
  larder_lane_group() = default;
  explicit larder_lane_group(larder::simulator::groups::Lanes lanes) : thread_group(lanes) {}
#endif
};

/// Lanes that were at the same place together, or a part of a group.
class coalesced_group : public larder_lane_group {
#if !defined(LARDER_SCAN)
 public:
  explicit coalesced_group(larder::simulator::groups::Lanes lanes) : larder_lane_group(lanes) {}
#endif
};

template <bool First, class One, class Other>
struct larder_select {
  using type = One;
};
template <class One, class Other>
struct larder_select<false, One, Other> {
  using type = Other;
};

/// `Size` adjacent threads of a block: a power of two, up to 1024.
template <unsigned Size, class Parent = void>
class thread_block_tile;
template <unsigned Size>
class thread_block_tile<Size, void>
    : public larder_select<(Size > 32), larder_wide_tile<Size>, larder_lane_group>::type {
  static_assert(Size != 0 && Size <= 1024 && (Size & (Size - 1)) == 0,
                "a tile's size is a power of two, up to 1024");

 public:
  static __device__ constexpr unsigned size() { return Size; }
  static __device__ constexpr unsigned num_threads() { return Size; }
#if !defined(LARDER_SCAN)
  explicit thread_block_tile(larder::simulator::groups::Lanes lanes)
      : larder_select<(Size > 32), larder_wide_tile<Size>, larder_lane_group>::type(lanes) {}
#endif
};
/// The same, made from a group of type `Parent`.
template <unsigned Size, class Parent>
class thread_block_tile : public thread_block_tile<Size, void> {
#if !defined(LARDER_SCAN)
 public:
  explicit thread_block_tile(larder::simulator::groups::Lanes lanes)
      : thread_block_tile<Size, void>(lanes) {}
#endif
};

/// The lanes of the warp that are at the call together.
#if defined(LARDER_SCAN)
LARDER_WAITING coalesced_group coalesced_threads();
#else
inline coalesced_group coalesced_threads(LARDER_SITE) {
  return coalesced_group({larder::simulator::active_lanes({file, line}), 0, 1});
}
#endif

#if defined(LARDER_SCAN)
template <unsigned Size, class Parent>
__device__ thread_block_tile<Size, Parent> tiled_partition(const Parent&) {
  larder_scan::asks_index();
  return larder_scan::any<thread_block_tile<Size, Parent>>();
}
LARDER_GROUP_ASKS(thread_group, tiled_partition, (const thread_group&, unsigned), )
LARDER_GROUP_ASKS(coalesced_group, tiled_partition, (const coalesced_group&, unsigned), )
LARDER_GROUP_ASKS(thread_block_tile<1>, this_thread, (), )
LARDER_WAITING coalesced_group binary_partition(const larder_lane_group& group, bool predicate);
template <class Label>
LARDER_WAITING coalesced_group labeled_partition(const larder_lane_group& group, Label label);
#else
/// The parts of a block or a tile, of `Size` threads each.
template <unsigned Size, class Parent>
thread_block_tile<Size, Parent> tiled_partition(const Parent& parent) {
  return thread_block_tile<Size, Parent>(larder::simulator::groups::tile(
      Size, static_cast<unsigned>(parent.size()), static_cast<unsigned>(parent.thread_rank())));
}
/// The parts of a group, of `threads` each; the last one of coalesced lanes may have fewer.
inline thread_group tiled_partition(const thread_group& parent, unsigned threads, const char* file,
                                    int line) {
  return thread_group(larder::simulator::groups::checked_tile(
      threads, static_cast<unsigned>(parent.size()), static_cast<unsigned>(parent.thread_rank()),
      {file, line}));
}
inline thread_group tiled_partition(const thread_group& parent, unsigned threads) {
  return tiled_partition(parent, threads, "", 0);
}
inline coalesced_group tiled_partition(const coalesced_group& parent, unsigned threads,
                                       LARDER_SITE) {
  return coalesced_group(
      larder::simulator::groups::part(parent.larder_lanes(), threads, {file, line}));
}
inline thread_block_tile<1> this_thread() {
  return thread_block_tile<1>(larder::simulator::groups::tile(1, 1, 0));
}
/// The members of a group with the same predicate, or with the same label: an integer or a pointer.
inline coalesced_group binary_partition(const larder_lane_group& group, bool predicate,
                                        LARDER_SITE) {
  return coalesced_group(
      larder::simulator::groups::agreeing(group.larder_lanes(), predicate, {file, line}));
}
template <class Label>
coalesced_group labeled_partition(const larder_lane_group& group, Label label, LARDER_SITE) {
  return coalesced_group(larder::simulator::groups::labeled(
      group.larder_lanes(), larder::simulator::to_bits(label), {file, line}));
}
#endif

}  // namespace __v1
}  // namespace cooperative_groups

#endif  // LARDER_CUDART_GROUPS_TILES_H
