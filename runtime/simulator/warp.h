// One warp: which of its lanes wait together, and the results of their operations.
//
// A warp operation is a rendezvous of the lanes in its mask. The last to arrive computes the
// results of all of them, so that a lane may start its next operation before the others have even
// woken up. Several rendezvous are open at a time if a warp's lanes have diverged.
#ifndef LARDER_SIMULATOR_WARP_H
#define LARDER_SIMULATOR_WARP_H

#include <larder/simulator.h>

#include <cstdint>

#include "runtime/simulator/fiber.h"
#include "runtime/simulator/sanitizers.h"

namespace larder::inline v1::simulator {

inline constexpr unsigned kLanes = 32;
inline constexpr unsigned kAllLanes = 0xffffffffu;

/// The event that a waiting CUDA thread waits for.
enum class Wait : std::uint8_t {
  kTurn,         ///< only its turn
  kBarrier,      ///< the other threads of the block
  kWarp,         ///< the lanes in `mask`
  kConvergence,  ///< any lanes that reach the same place (__activemask)
};

/// A CUDA thread that has waited at least once; one that runs straight through needs no record.
struct Thread {
  Fiber* fiber;
  Thread* next;
  CallSite site;
  unsigned mask;
  Wait wait;
};

/// Whether two sites are the same line of the same file.
bool same_place(CallSite a, CallSite b);

/// Where lanes come together.
struct Place {
  CallSite site;
  Step where = Step::kBefore;  ///< at this site
  unsigned path = 0;           ///< as call_path
};
/// Whether lanes at both are together.
bool same_place(const Place& a, const Place& b);

/// First in, first out, linked through Thread::next; empty when `head` is null.
struct ThreadQueue {
  Thread* head = nullptr;
  Thread* tail = nullptr;

  LARDER_NO_TSAN void push(Thread& thread) {
    thread.next = nullptr;
    (head == nullptr ? head : tail->next) = &thread;
    tail = &thread;
  }
  LARDER_NO_TSAN void append(ThreadQueue& other) {
    if (other.head == nullptr) return;
    (head == nullptr ? head : tail->next) = other.head;
    tail = other.tail;
    other.head = nullptr;
  }
  LARDER_NO_TSAN Thread& pop() {
    Thread& first = *head;
    head = first.next;
    return first;
  }
};

/// Lanes that have met so far.
struct Rendezvous {
  Wait kind;  ///< kWarp or kConvergence
  WarpOperation operation;
  unsigned mask;  ///< lanes named; all of them for kConvergence
  unsigned arrived;
  Place place;  ///< of the first lane
  void* order;  ///< its lanes release and acquire this, for ThreadSanitizer
  ThreadQueue waiting;
};

/// The operands and results of the lanes of a warp in an operation.
struct LaneValues {
  std::uint64_t value[kLanes];
  unsigned operand[kLanes];
  std::uint64_t result[kLanes];
};

/// Computes `result` for each of `lanes`; nothing else is read or written.
void combine(WarpOperation operation, unsigned lanes, LaneValues& values);

/// Not thread safe: belongs to the OS thread that runs its block.
class Warp {
 public:
  /// A new warp, of which the lanes in `missing` do not exist (the last of a block may be short).
  void reset(unsigned missing);

  /// The open rendezvous of this kind, operation and mask (kConvergence: of this place), or a new
  /// one if there is none. Valid until the next call of a member that is not const.
  Rendezvous& join(Wait kind, WarpOperation operation, unsigned mask, const Place& place);
  /// Its number, the same for all its lanes; many others are opened before its next use.
  unsigned number(const Rendezvous& meeting) const {
    return static_cast<unsigned>(static_cast<char*>(meeting.order) - orders_);
  }
  static constexpr unsigned kMeetings = 2 * kLanes;
  /// Whether all lanes that can still arrive have arrived.
  bool complete(const Rendezvous& meeting) const;
  /// Computes the results and moves the waiting lanes to `ready`; closes the rendezvous.
  void finish(Rendezvous& meeting, ThreadQueue& ready);
  /// Notes that `lane` waits, or that it has exited, and finishes what that completes.
  LARDER_NO_TSAN void block(unsigned lane, ThreadQueue& ready) {
    blocked_ |= 1u << lane;
    if (convergences_ != 0) finish_convergence(ready);
  }
  LARDER_NO_TSAN void exit(unsigned lane, ThreadQueue& ready) {
    exited_ |= 1u << lane;
    if (open_count_ != 0) finish_without(ready);
  }
  /// Takes the lanes at one place to be together, though others may still come.
  void converge(ThreadQueue& ready);
  /// A lane has let others run. Lanes that do so again and again may wait for those that wait for
  /// them to come.
  LARDER_NO_TSAN void go_round(ThreadQueue& ready) {
    if (convergences_ != 0 && ++rounds_ == kMostRounds) converge(ready);
  }
  /// All waiting lanes continue (the block's barrier).
  LARDER_NO_TSAN void unblock_all() { blocked_ = 0; }

  LARDER_NO_TSAN unsigned exited() const { return exited_; }
  LARDER_NO_TSAN LaneValues& values() { return values_; }

 private:
  static constexpr unsigned kMostRounds = 4 * kLanes;

  void finish_convergence(ThreadQueue& ready);
  void finish_without(ThreadQueue& ready);

  unsigned exited_ = 0;
  unsigned blocked_ = 0;
  unsigned open_count_ = 0;
  unsigned convergences_ = 0;  // open ones of that kind
  unsigned rounds_ = 0;        // since the last of those was opened
  unsigned opened_ = 0;        // since the start, to distinguish meetings
  char orders_[kMeetings];
  Rendezvous open_[kLanes];  // each has a lane that waits in no other
  LaneValues values_;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_WARP_H
