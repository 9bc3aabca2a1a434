#include "runtime/check/race.h"

namespace larder::inline v1::check {
namespace {

bool alike(const Access& one, const Access& other) {
  return one.write() == other.write() && one.atomic() == other.atomic() &&
         one.in_block() == other.in_block();
}

bool same_thread(const Access& one, const Access& other) {
  return one.block == other.block && one.thread() == other.thread();
}

class Accesses {
 public:
  Accesses(Cell& cell, AccessPool& pool) : cell_(cell), pool_(pool) {}

  [[nodiscard]] unsigned count() const { return cell_.count; }
  [[nodiscard]] Access& at(unsigned i) const { return pool_.access(cell_, i); }
  void drop(unsigned i) {
    at(i) = at(cell_.count - 1u);
    --cell_.count;
  }
  /// False if there is no room.
  bool add(const Access& access) {
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
void replace(const Accesses& accesses, const Access& access) {
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

void check_word(Cell& cell, AccessPool& pool, const Access& access, const Thread& thread,
                Races& races) {
  Accesses accesses(cell, pool);
  for (unsigned i = 0; i < accesses.count();) {
    const Access& earlier = accesses.at(i);
    if ((earlier.bytes() & access.bytes()) == 0) {
      ++i;
      continue;
    }
    const bool ordered =
        happened_before(earlier, thread) || (thread.follows_updates && earlier.atomic());
    if (!ordered && conflict(earlier, access)) races.with[races.count++] = earlier;
    const bool known = same_thread(earlier, access) &&
                       ((earlier.bits ^ access.bits) & Access::kTime) == 0 &&
                       as_strict(earlier, access) && covers(earlier, access);
    if (known) return;
    if (ordered && as_strict(access, earlier) && covers(access, earlier)) {
      accesses.drop(i);
    } else {
      ++i;
    }
  }
  if (!accesses.add(access)) replace(accesses, access);
}

}  // namespace larder::inline v1::check
