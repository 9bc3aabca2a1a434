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
  // Atomics of different sizes don't make one another's steps whole ("morally strong" in PTX).
  return !(one.atomic() && other.atomic() && in_scope && one.bytes() == other.bytes());
}

inline bool covers(const Access& one, const Access& other) {
  return (other.bytes() & ~one.bytes()) == 0;
}

/// Whether all that conflicts with the other one conflicts with this one, if it covers that.
inline bool as_strict(const Access& one, const Access& other) {
  return one.write() >= other.write() && one.atomic() <= other.atomic() &&
         one.in_block() >= other.in_block();
}

/// Of accesses that are alike, those of different blocks, then of different warps, are worth most:
/// what orders one of them seldom orders the other.
inline unsigned distance(const Access& one, const Access& other) {
  if (one.block != other.block) return 3;
  if (one.thread() / kLanes != other.thread() / kLanes) return 2;
  return one.thread() != other.thread() ? 1 : 0;
}

/// What check_word_quickly() sees of one earlier access.
enum class Relation : std::uint8_t {
  kApart,     ///< of other bytes
  kSame,      ///< of the same thread, and `access` tells all that it tells
  kKnown,     ///< the same, by the same thread at the same time
  kOld,       ///< before a barrier, and `access` tells all that it tells
  kHarmless,  ///< of another thread, which may do the same at the same time
  kOther,
};

inline __attribute__((always_inline)) Relation relation(const Access& other, const Access& access) {
  constexpr std::uint64_t kKind = Access::kWrite | Access::kAtomic | Access::kInBlock;
  if ((access.bits & other.bits & Access::kBytes) == 0) return Relation::kApart;
  if (other.bits == access.bits && other.block == access.block) return Relation::kKnown;
  if ((access.bits & ~other.bits & Access::kBytes) != 0) return Relation::kOther;
  const bool same_bytes = (other.bits & ~access.bits & Access::kBytes) == 0;
  const bool replaces = same_bytes &&
                        (other.bits & ~access.bits & (Access::kWrite | Access::kInBlock)) == 0 &&
                        (access.bits & ~other.bits & Access::kAtomic) == 0;
  if (other.block == access.block) {
    if (other.thread() == access.thread()) return replaces ? Relation::kSame : Relation::kOther;
    if (other.barrier() < access.barrier()) return replaces ? Relation::kOld : Relation::kOther;
  }
  // Plain reads; or atomic operations, of which the other one tells as much.
  const std::uint64_t kind = access.bits & kKind;
  const std::uint64_t other_kind = other.bits & kKind;
  const bool atomic = same_bytes && (kind & Access::kAtomic) != 0 && (kind & ~other_kind) == 0 &&
                      ((kind | other_kind) & Access::kInBlock) == 0;
  return atomic || (kind | other_kind) == 0 ? Relation::kHarmless : Relation::kOther;
}

/// What check_word_quickly() sees of a word's earlier accesses.
struct Sight {
  Access* replaced = nullptr;
  Access* harmless[kFewAccesses];
  unsigned harmless_count = 0;
};

/// The relation that decides alone, kKnown or kOther; kApart: none does.
inline __attribute__((always_inline)) Relation look(Cell& cell, const Access& access,
                                                    Sight& sight) {
  for (unsigned i = 0; i < cell.count; ++i) {
    Access& other = cell.few[i];
    switch (const Relation found = relation(other, access)) {
      case Relation::kApart:
        break;
      case Relation::kSame:
      case Relation::kOld:
        sight.replaced = &other;
        break;
      case Relation::kHarmless:
        sight.harmless[sight.harmless_count++] = &other;
        break;
      case Relation::kKnown:
      case Relation::kOther:
        return found;
    }
  }
  return Relation::kApart;
}

/// check_word() for the usual cases, in which nothing races and few accesses are known. False: it
/// is none of them.
inline __attribute__((always_inline)) bool check_word_quickly(Cell& cell, const Access& access,
                                                              const Thread& thread) {
  if (cell.count > kFewAccesses || thread.arrived) return false;
  Sight sight;
  const Relation decisive = look(cell, access, sight);
  if (decisive != Relation::kApart) return decisive == Relation::kKnown;
  if (sight.replaced != nullptr) return *sight.replaced = access, true;
  if (sight.harmless_count < 2) {
    if (cell.count == kFewAccesses) return false;
    cell.few[cell.count++] = access;
    return true;
  }
  // Two suffice: whatever races with another one races with one of these, unless a thread knows
  // more than barriers tell.
  if (thread.knows_more() || (access.atomic() && thread.gives)) return false;
  Access& second = *sight.harmless[1];
  if (distance(*sight.harmless[0], access) > distance(*sight.harmless[0], second)) second = access;
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
