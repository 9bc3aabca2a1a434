// How threads learn what happened before: barriers, __syncwarp(), and fences with atomic
// operations. Nothing else orders memory in CUDA; a shuffle does not.
//
// A fence takes what its thread knows; an atomic write that follows leaves that at its address; an
// atomic read takes it from there; the next fence of the reading thread makes it known. Each in its
// scope: what was left in the scope of a block is only for threads of that block.
#ifndef LARDER_CHECK_SYNCHRONISATION_H
#define LARDER_CHECK_SYNCHRONISATION_H

#include "runtime/check/block_checks.h"

namespace larder::inline v1::check {

void arrive_at_barrier(Thread& thread);
void leave_barrier(Thread& thread);
/// Long before it waits at the barrier.
void arrive_early(Thread& thread);
void arrive_in_warp(Thread& thread, Meeting& meeting, bool first);
void leave_warp(Thread& thread, const Meeting& meeting);

// Of a compiler's memory orders, which have further bits.
[[nodiscard]] bool acquires(int order);
[[nodiscard]] bool releases(int order);
/// A fence of all blocks, or of the thread's block alone.
void fence(Thread& thread, bool in_block, int order);
/// The halves of a fence, for an atomic operation with a memory order.
void release(Thread& thread, bool in_block);
void acquire(Thread& thread, bool in_block);

/// What atomic writes have left in memory.
class LeftKnowledge {
 public:
  void clear();
  /// The thread reads by an atomic operation what was written there.
  void read(Thread& thread, Address at, bool in_block) const;
  /// The same, and it knows that at once.
  void acquire(Thread& thread, Address at, bool in_block) const;
  /// An update hands on what was left there. A plain store hides it, unless its thread left that.
  void update(Thread& thread, Address at, bool in_block);
  void store(Thread& thread, Address at, bool in_block);
  /// An update or a store that makes known what its thread knows, whatever its fences did.
  void release(Thread& thread, Address at, bool in_block, bool is_update);

 private:
  static constexpr std::uint64_t kAllBlocks = ~std::uint64_t{0};

  struct Entry {
    Address at;  // 0: free
    std::uint64_t block;
    std::uint64_t version;
    std::uint64_t hidden;  ///< of all blocks: what was left up to this version
    std::uint64_t writer;  ///< the thread that left it last
    Clock clock;
  };
  /// What a thread of a block finds.
  struct Found {
    const Entry* all;
    const Entry* own;
  };

  [[nodiscard]] Found find(const Thread& thread, Address at, bool in_block) const;
  Entry* find(Address at, std::uint64_t block) const;
  Entry& entry(Address at, std::uint64_t block);
  void add(const Thread& thread, Address at, std::uint64_t block, bool again);
  Entry* slot(Address at, std::uint64_t block) const;
  void grow();

  Entry* entries_ = nullptr;
  std::size_t count_ = 0;
  std::size_t capacity_ = 0;
  std::uint64_t version_ = 0;  // changes with each write that leaves more or less
  std::uint64_t hides_ = 0;    // how often something was hidden
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_SYNCHRONISATION_H
