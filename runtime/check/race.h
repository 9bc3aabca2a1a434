// The order of accesses that CUDA promises, and which of them race.
#ifndef LARDER_CHECK_RACE_H
#define LARDER_CHECK_RACE_H

#include "runtime/check/access.h"
#include "runtime/check/block_checks.h"
#include "runtime/check/shadow.h"

namespace larder::inline v1::check {

/// Whether an access of the launch happened before what `thread` does now: by its own program, a
/// barrier of its block, a __syncwarp(), or fences and atomic operations.
inline bool happened_before(const Access& access, const Thread& thread) {
  if (access.block == thread.block->number) {
    if (access.thread() == thread.number || access.barrier() < thread.barrier) return true;
    const bool same_warp = access.thread() / kLanes == thread.number / kLanes;
    if (same_warp && thread.seen[access.thread() % kLanes] > access.step()) return true;
  }
  if (thread.before.empty()) return false;
  return thread.before.knows(access.block, access.thread(), access.step(), access.barrier());
}

/// Whether two accesses of different threads to the same bytes need an order.
inline bool conflict(const Access& one, const Access& other) {
  if (!one.write() && !other.write()) return false;
  const bool in_scope = one.block == other.block || (!one.in_block() && !other.in_block());
  return !(one.atomic() && other.atomic() && in_scope);
}

/// Of accesses that are alike, those of different blocks, then of different warps, are worth most:
/// what orders one of them seldom orders the other.
inline unsigned distance(const Access& one, const Access& other) {
  if (one.block != other.block) return 3;
  if (one.thread() / kLanes != other.thread() / kLanes) return 2;
  return one.thread() != other.thread() ? 1 : 0;
}

/// check_word() for the usual cases, in which nothing races and few accesses are known. False: it
/// is none of them.
inline bool check_word_quickly(Cell& cell, const Access& access, const Thread& thread) {
  const unsigned count = cell.count;
  if (count > kFewAccesses) return false;
  const std::uint64_t kind = access.bits & (Access::kWrite | Access::kAtomic | Access::kInBlock);
  for (unsigned i = 0; i < count; ++i) {
    Access& other = cell.few[i];
    if ((access.bits & ~other.bits & Access::kBytes) != 0) return false;
    const bool as_strict = (other.bits & ~access.bits & (Access::kWrite | Access::kInBlock)) == 0 &&
                           (access.bits & ~other.bits & Access::kAtomic) == 0;
    const bool replaces = as_strict && (other.bits & ~access.bits & Access::kBytes) == 0;
    if (other.block == access.block && other.thread() == access.thread()) {
      if (count == 1 && replaces) return other = access, true;
      return other.bits == access.bits;
    }
    // The same kind, of which any two may be at the same time.
    if ((other.bits & (Access::kWrite | Access::kAtomic | Access::kInBlock)) != kind) return false;
    if (kind != 0 && (kind & (Access::kAtomic | Access::kInBlock)) != Access::kAtomic) return false;
    if (other.block == access.block && other.barrier() < access.barrier()) {
      return replaces ? (other = access, true) : false;
    }
  }
  if (count < kFewAccesses) {
    cell.few[count] = access;
    cell.count = static_cast<std::uint8_t>(count + 1);
    return true;
  }
  if (thread.knows_more() || (kind != 0 && thread.gives)) return false;
  if (distance(cell.few[0], access) > distance(cell.few[0], cell.few[1])) cell.few[1] = access;
  return true;
}

/// The accesses of a word that an access races with.
struct Races {
  Access with[kMostAccesses];
  unsigned count = 0;
};

/// Keeps `access`, which `thread` does now, in the cell, and notes the earlier ones that it races
/// with. Earlier ones are dropped if all that would race with them races with `access`, too; if
/// there are still too many, some that are like others.
void check_word(Cell& cell, AccessPool& pool, const Access& access, const Thread& thread,
                Races& races);

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_RACE_H
