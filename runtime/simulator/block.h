// One block: its CUDA threads, run in turn on one OS thread.
//
// A fiber runs the block's threads one after the other, as a plain loop, until one of them must
// wait. That thread keeps the fiber, and another fiber takes over: first for threads that can go
// on, then for those not yet begun. A kernel that never waits thus never switches, and each thread
// that waits costs one switch. Nothing is allocated once an OS thread has run a block of the kind.
//
// The same with a block that cannot go on: when no thread is ready, none is left to begin and not
// all have exited, the launch fails with a report of who waits where.
#ifndef LARDER_SIMULATOR_BLOCK_H
#define LARDER_SIMULATOR_BLOCK_H

#include <larder/cuda/types.h>
#include <larder/detail/registry.h>
#include <larder/simulator.h>
#include <larder/status.h>

#include <optional>
#include <string>

#include "runtime/simulator/fiber.h"
#include "runtime/simulator/fiber_pool.h"
#include "runtime/simulator/shared_memory.h"
#include "runtime/simulator/warp.h"

namespace larder::simulator {

inline constexpr unsigned kMostThreads = 1024;

/// What all blocks of a launch have in common.
struct Launch {
  const detail::KernelRecord* kernel;
  dim3 grid;
  dim3 block;
  std::size_t dynamic_shared_bytes;
  void* const* arguments;
  bool thread_loops;  ///< its kernel's threads may run one after the other, in the kernel's loop
};

/// The CUDA thread that an OS thread runs.
struct RunningThread {
  const detail::KernelRecord* kernel;
  uint3 block;
  uint3 index;
  const Fiber* fiber;
};

/// Belongs to one OS thread and is used for one block after the other.
class Block {
 public:
  Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  /// Runs the block at `index` from start to end.
  Status run(const Launch& launch, uint3 index);

  /// For a signal handler of the OS thread. None between blocks, and while one begins or ends.
  std::optional<RunningThread> running_thread() const;

  // The rest is for the CUDA thread that is running; see larder/simulator.h.
  Votes barrier(int predicate, Site site);
  std::uint64_t warp(WarpOperation operation, unsigned mask, std::uint64_t value, unsigned operand,
                     Site site);
  unsigned active_lanes(Site site);
  LARDER_UNWATCHED unsigned lane() const { return running_ % kLanes; }
  void yield();
  void* shared_object(const void* id, std::size_t bytes, std::size_t alignment);
  LARDER_UNWATCHED void* dynamic_shared_memory() { return shared_.dynamic(); }
  [[noreturn]] void trap(Site site);
  /// `function` may be null.
  [[noreturn]] void fail_assertion(const char* condition, Site site, const char* function);

 private:
  struct Barrier {
    ThreadQueue waiting;
    unsigned arrived;
    int count;    // of non-zero predicates
    Votes votes;  // of the last time it opened
    Site site;
    unsigned first;   // thread that arrived first
    unsigned opened;  // times, since the start of the block
    char orders[2];  // for ThreadSanitizer; in turn, so that one meeting orders nothing of the next
  };

  static void enter(Fiber& self);
  void begin(const Launch& launch, uint3 index);
  void work(Fiber& self);
  void run_next_thread();
  void end_loop();
  bool in_loop() const;
  void note_thread();
  void refuse_to_wait(Site site);
  bool call_kernel();
  void exit_thread();
  void open_barrier();
  void wait(ThreadQueue& queue, Wait kind, unsigned mask, Site site);
  void sleep();
  void switch_to(Fiber& next);
  Fiber& next_fiber();
  Fiber& fiber_for_next_thread();
  void retire(Fiber& fiber);
  Thread& record(Wait kind, unsigned mask, Site site);
  [[noreturn]] void fail(std::string text);
  std::string stuck_text() const;
  Status finish(uint3 index);

  Fiber main_;
  Fiber* current_ = nullptr;
  const Launch* launch_ = nullptr;
  uint3 index_{};                  // the block's
  uint3* thread_index_ = nullptr;  // threadIdx of this OS thread, found once for a block
  unsigned count_ = 0;             // threads
  unsigned started_ = 0;           // the first so many have begun
  unsigned alive_ = 0;             // begun or not, not exited
  unsigned running_ = 0;
  uint3 next_index_{};
  bool* whole_block_ = nullptr;  // whole_block of this OS thread, likewise
  bool offered_ = false;         // the whole block, to the kernel that runs
  ThreadQueue ready_;
  Barrier barrier_{};
  bool fiber_per_thread_;  // so that ThreadSanitizer sees each CUDA thread as one of its own
  Fiber* used_up_ = nullptr;
  char begun_;  // ThreadSanitizer: orders what came before the block before all its threads
  char ended_;  // and its threads before what comes after it, but none before another
  Code failure_code_ = Code::kOk;
  std::string failure_;
  FiberPool pool_;
  SharedMemory shared_;
  Warp warps_[kMostThreads / kLanes];
  Thread threads_[kMostThreads];
};

}  // namespace larder::simulator

#endif  // LARDER_SIMULATOR_BLOCK_H
