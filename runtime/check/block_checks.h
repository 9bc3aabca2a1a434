// The checks' data about one block that runs, and its threads.
#ifndef LARDER_CHECK_BLOCK_CHECKS_H
#define LARDER_CHECK_BLOCK_CHECKS_H

#include <cstddef>
#include <cstdint>

#include "runtime/check/access.h"
#include "runtime/check/clock.h"
#include "runtime/check/moments.h"
#include "runtime/check/shadow.h"
#include "runtime/simulator/checks.h"
#include "runtime/simulator/warp.h"

namespace larder::inline v1::check {

using simulator::kLanes;

/// What a thread knows of others by fences and atomic operations.
struct Knowledge {
  Clock before;         ///< of threads outside its warp and block
  Clock given;          ///< what its last fence gives to its next atomic writes
  Clock read;           ///< what it has read by atomics, which its next fence makes it know
  Clock read_in_block;  ///< the same, for a fence of any scope
  bool gives = false;
  bool gives_to_device = false;

  void clear();
  /// What meets at a barrier, of the block or the warp. A fence serves all threads of the meeting,
  /// whichever of them does the atomic operation, as on a GPU.
  void meet(const Knowledge& other);
};

/// A CUDA thread, and what it knows of the others.
struct Thread : Knowledge {
  Address stack_low;
  std::size_t stack_bytes;
  simulator::BlockChecks* block;
  std::uint64_t time;  ///< Access::time
  std::uint32_t number;
  std::uint32_t barrier;       ///< how many of its block it has passed
  bool arrived;                ///< at the next one, for which it will wait later
  std::uint32_t seen[kLanes];  ///< steps of the lanes of its warp that happened before; its own
  /// The words that it has updated last by atomic operations that read, too.
  static constexpr unsigned kUpdates = 4;
  Address updated[kUpdates] = {};
  unsigned updates = 0;
  /// It has updated the word of the access that is checked: what others did there by atomics before
  /// that is before whatever it does there next, as a last block that resets a counter may rely on.
  bool follows_updates = false;
  // What it has read last: a thread that waits reads the same again and again.
  Address last_read = 0;
  std::uint64_t last_version = 0;
  /// What it has left last by an atomic operation (LeftKnowledge).
  struct Left {
    Address at = 0;
    bool to_device = false;
    std::uint64_t hides = 0;
    Clock clock;
  };
  Left last_left;

  [[nodiscard]] unsigned lane() const { return number % kLanes; }
  [[nodiscard]] std::uint32_t& own_step() { return seen[lane()]; }
  /// Its next accesses are later than its last.
  void set_time() { time = Access::time(number, barrier + (arrived ? 1 : 0), seen[lane()]); }
  void note_update(Address at) { updated[updates++ % kUpdates] = at & ~Address{kWordBytes - 1}; }
  [[nodiscard]] bool has_updated(Address word) const {
    for (const Address each : updated) {
      if (each == word) return true;
    }
    return false;
  }
  /// Whether it may know of single threads of its block, or of other blocks.
  [[nodiscard]] LARDER_INLINE bool knows_more() const {
    return seen[lane()] != 0 || !before.empty();
  }
};

/// What the lanes that meet in a __syncwarp() know.
struct Meeting : Knowledge {
  std::uint32_t seen[kLanes];
};

}  // namespace larder::inline v1::check

namespace larder::inline v1::simulator {

class BlockChecks {
 public:
  BlockChecks() = default;
  ~BlockChecks();
  BlockChecks(const BlockChecks&) = delete;
  BlockChecks& operator=(const BlockChecks&) = delete;

  /// Those of an earlier block, which has ended, are used again. Launches are counted from 1.
  void begin(std::uint32_t launch, std::uint32_t number, uint3 index, unsigned thread_count,
             Bytes shared);
  void add_shared(const SharedObject& object);

  /// The cell of a word of shared memory, whose accesses and bytes are the block's own.
  check::Cell& cell(check::Address address) {
    check::Cell& found = cells[(address - shared_start) / check::kWordBytes];
    if (found.launch != generation) refresh(found);
    return found;
  }
  /// All accesses before the block's last barrier happened before all that follow.
  void forget_before_barrier(check::Cell& cell, const check::Thread& thread) const {
    if (cell.count == 0 || arrived_early) return;
    if (moments[cell.few[0].moment()].barrier() < thread.barrier) cell.count = 0;
  }
  /// The object that contains the address or lies nearest before it; null: none.
  [[nodiscard]] const SharedObject* object_at(check::Address address) const;
  check::Meeting& meeting(unsigned warp, unsigned number);

  // First what each access needs.
  check::Address shared_start = 0;
  std::size_t shared_bytes = 0;
  check::Cell* cells = nullptr;
  check::Moments moments;        ///< of accesses to shared memory
  std::uint16_t generation = 0;  ///< of the cells
  std::uint32_t launch = 0;      ///< to which the present block belongs
  std::uint32_t number = 0;
  uint3 index{};
  unsigned thread_count = 0;
  check::Thread* threads = nullptr;
  check::Knowledge at_barrier[2];  ///< of threads that have arrived; one for each second barrier
  std::uint32_t barrier_of[2] = {};
  bool arrived_early = false;  ///< some thread, at any barrier

 private:
  void refresh(check::Cell& cell) const;
  void make_room(unsigned thread_count, std::size_t bytes);
  void forget_cells();

  static constexpr unsigned kMeetings = Warp::kMeetings;

  unsigned thread_room_ = 0;
  SharedObject* objects_ = nullptr;
  unsigned object_count_ = 0;
  unsigned object_room_ = 0;
  check::Meeting* meetings_[kLanes] = {};  // of each warp, from its first
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_CHECK_BLOCK_CHECKS_H
