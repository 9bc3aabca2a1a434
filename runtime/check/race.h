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
    if (access.thread == thread.number || access.barrier < thread.barrier) return true;
    const bool same_warp = access.thread / kLanes == thread.number / kLanes;
    if (same_warp && thread.seen[access.thread % kLanes] > access.step) return true;
  }
  if (thread.before.empty()) return false;
  return thread.before.knows(access.block, access.thread & 0x3ffu, access.step & kMostSteps,
                             access.barrier & kMostBarriers);
}

/// Whether two accesses of different threads to the same bytes need an order.
inline bool conflict(const Access& one, const Access& other) {
  if ((one.write | other.write) == 0) return false;
  const bool atomic = (one.atomic & other.atomic) != 0;
  const bool in_scope = one.block == other.block || (one.in_block | other.in_block) == 0;
  return !(atomic && in_scope);
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
