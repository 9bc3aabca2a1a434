// The order of accesses that CUDA promises, and which of them race.
#ifndef LARDER_CHECK_RACE_H
#define LARDER_CHECK_RACE_H

#include "runtime/check/access.h"
#include "runtime/check/block_checks.h"
#include "runtime/check/moments.h"
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

inline bool covers(AccessBits one, AccessBits other) { return (other.bytes() & ~one.bytes()) == 0; }

/// Whether all that conflicts with the other one conflicts with this one, if it covers that.
inline bool as_strict(AccessBits one, AccessBits other) {
  return one.write() >= other.write() && one.atomic() <= other.atomic() &&
         one.in_block() >= other.in_block();
}

LARDER_INLINE bool in_one_block(const Moments& moments, KeptAccess one, KeptAccess other) {
  if (one.block_digits() != other.block_digits()) return false;
  return one.moment() == other.moment() ||
         moments[one.moment()].block == moments[other.moment()].block;
}

/// Of accesses that are alike, those of different blocks, then of different warps, are worth most:
/// what orders one of them seldom orders the other.
LARDER_INLINE unsigned distance(const Moments& moments, KeptAccess one, KeptAccess other) {
  if (!in_one_block(moments, one, other)) return 3;
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

LARDER_INLINE Relation relation(const Moments& moments, KeptAccess other, KeptAccess access) {
  constexpr std::uint64_t kKind = Access::kWrite | Access::kAtomic | Access::kInBlock;
  if ((access.bits & other.bits & Access::kBytes) == 0) return Relation::kApart;
  if (other.bits == access.bits) return Relation::kKnown;
  if ((access.bits & ~other.bits & Access::kBytes) != 0) return Relation::kOther;
  const bool same_bytes = (other.bits & ~access.bits & Access::kBytes) == 0;
  const bool replaces = same_bytes &&
                        (other.bits & ~access.bits & (Access::kWrite | Access::kInBlock)) == 0 &&
                        (access.bits & ~other.bits & Access::kAtomic) == 0;
  if (in_one_block(moments, other, access)) {
    if (other.thread() == access.thread()) return replaces ? Relation::kSame : Relation::kOther;
    if (moments[other.moment()].barrier() < moments[access.moment()].barrier())
      return replaces ? Relation::kOld : Relation::kOther;
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
  KeptAccess* replaced = nullptr;
  KeptAccess* harmless[kFewAccesses];
  unsigned harmless_count = 0;
};

/// The relation that decides alone, kKnown or kOther; kApart: none does.
LARDER_INLINE Relation look(Cell& cell, const Moments& moments, KeptAccess access, Sight& sight) {
  for (unsigned i = 0; i < cell.count; ++i) {
    KeptAccess& other = cell.few[i];
    switch (const Relation found = relation(moments, other, access)) {
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

/// Whether two reads of the cell tell all that one more would: nobody writes there, all of its own
/// block are as late, and it is no farther from the first of them than the second is.
LARDER_INLINE bool tells_enough(const Cell& cell, const Moments& moments, KeptAccess read,
                                const Thread& thread) {
  constexpr std::uint64_t kKind = Access::kWrite | Access::kAtomic | Access::kInBlock;
  constexpr std::uint64_t kWho = AccessBits::kThread | KeptAccess::kBlockDigits;
  const std::uint64_t bytes = read.bits & Access::kBytes;
  KeptAccess known[kFewAccesses];
  unsigned count = 0;
  for (unsigned i = 0; i < cell.count; ++i) {
    const KeptAccess other = cell.few[i];
    if ((other.bits & bytes) == 0) continue;
    const bool all_bytes = (bytes & ~other.bits) == 0;
    if (!all_bytes || (other.bits & kKind) != 0 || ((other.bits ^ read.bits) & kWho) == 0)
      return false;
    if (in_one_block(moments, other, read) &&
        moments[other.moment()].barrier() != moments[read.moment()].barrier())
      return false;
    known[count++] = other;
  }
  if (count < 2 || thread.knows_more()) return false;
  const KeptAccess first = known[0];
  return distance(moments, first, read) <= distance(moments, first, known[1]);
}

/// check_word() for the usual cases, in which nothing races and few accesses are known. False: it
/// is none of them.
LARDER_INLINE bool check_word_quickly(Cell& cell, const Moments& moments, KeptAccess access,
                                      const Thread& thread) {
  if (cell.count > kFewAccesses || thread.arrived) return false;
  const bool is_read = (access.bits & (Access::kWrite | Access::kAtomic)) == 0;
  if (is_read && tells_enough(cell, moments, access, thread)) return true;
  Sight sight;
  const Relation decisive = look(cell, moments, access, sight);
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
  const KeptAccess first = *sight.harmless[0];
  KeptAccess& second = *sight.harmless[1];
  if (distance(moments, first, access) > distance(moments, first, second)) second = access;
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
void check_word(Cell& cell, AccessPool& pool, const Moments& moments, KeptAccess access,
                const Thread& thread, Races& races);

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_RACE_H
