#include "runtime/check/race.h"

namespace larder::inline v1::check {
namespace {

bool alike(AccessBits one, AccessBits other) {
  return one.write() == other.write() && one.atomic() == other.atomic() &&
         one.in_block() == other.in_block();
}

// By one thread, with no barrier or step between.
bool at_one_time(const Access& one, const Access& other) {
  return one.block == other.block && ((one.bits ^ other.bits) & Access::kTime) == 0;
}

class Accesses {
 public:
  Accesses(Cell& cell, AccessPool& pool) : cell_(cell), pool_(pool) {}

  [[nodiscard]] unsigned count() const { return cell_.count; }
  [[nodiscard]] KeptAccess& at(unsigned i) const { return pool_.access(cell_, i); }
  void drop(unsigned i) {
    at(i) = at(cell_.count - 1u);
    --cell_.count;
  }
  /// False if there is no room.
  bool add(KeptAccess access) {
    if (cell_.count == kMostAccesses) return false;
    if (cell_.count == kFewAccesses && cell_.more == 0 && !get_more()) return false;
    at(cell_.count++) = access;
    return true;
  }

 private:
  bool get_more() {
    const unsigned taken = pool_.take();
    cell_.more = taken & 0x7fffffu;
    return taken != 0;
  }

  Cell& cell_;
  AccessPool& pool_;
};

// The one of the others that is most like the first one, from those that are like `access`. The
// first of these stays, because it is of another thread than most.
void replace(const Accesses& accesses, KeptAccess access) {
  unsigned victim = accesses.count() - 1;
  bool passed = false;
  for (unsigned i = 0; i < accesses.count(); ++i) {
    if (!alike(accesses.at(i), access)) continue;
    victim = i;
    if (passed) break;
    passed = true;
  }
  accesses.at(victim) = access;
}

}  // namespace

void check_word(Cell& cell, AccessPool& pool, const Moments& moments, KeptAccess kept,
                const Thread& thread, Races& races) {
  Accesses accesses(cell, pool);
  const Access access = moments.access(kept);
  for (unsigned i = 0; i < accesses.count();) {
    const Access earlier = moments.access(accesses.at(i));
    if ((earlier.bytes() & access.bytes()) == 0) {
      ++i;
      continue;
    }
    const bool ordered =
        happened_before(earlier, thread) || (thread.follows_updates && earlier.atomic());
    if (!ordered && conflict(earlier, access)) races.with[races.count++] = earlier;
    if (at_one_time(earlier, access) && as_strict(earlier, access) && covers(earlier, access))
      return;
    if (ordered && as_strict(access, earlier) && covers(access, earlier)) {
      accesses.drop(i);
    } else {
      ++i;
    }
  }
  if (!accesses.add(kept)) replace(accesses, kept);
}

}  // namespace larder::inline v1::check
