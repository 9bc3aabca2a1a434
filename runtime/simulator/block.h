// One block: its CUDA threads, run in turn on one OS thread.
//
// A fiber runs the block's threads one after the other, as a plain loop, until one of them must
// wait. That thread keeps the fiber, and another fiber takes over: first for threads that can
// continue, then for those that have not started. A kernel that never waits thus never switches,
// and each thread that waits costs one switch. Nothing is allocated once an OS thread has run a
// similar block.
//
// If no thread is ready, none is left to start and not all have exited, the launch fails with a
// report of the waiting threads and their places. If all ready threads spin, they wait for another
// block or the host: the block yields, and continues where it was when it is resumed.
#ifndef LARDER_SIMULATOR_BLOCK_H
#define LARDER_SIMULATOR_BLOCK_H

#include <larder/cuda/types.h>
#include <larder/detail/registry.h>
#include <larder/simulator.h>
#include <larder/status.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "runtime/simulator/checks.h"
#include "runtime/simulator/fiber.h"
#include "runtime/simulator/fiber_pool.h"
#include "runtime/simulator/grid_barrier.h"
#include "runtime/simulator/order.h"
#include "runtime/simulator/shared_memory.h"
#include "runtime/simulator/vectors.h"
#include "runtime/simulator/warp.h"

namespace larder::inline v1::simulator {

inline constexpr unsigned kMaxThreads = 1024;

/// The data that all blocks of a launch share.
struct GridLaunch {
  const detail::KernelRecord* kernel;
  dim3 grid;
  dim3 block;
  std::size_t dynamic_shared_bytes;
  void* const* arguments;
  bool thread_loops;  ///< its kernel's threads may run one after the other, in the kernel's loop
  RunVectors vectors = nullptr;  ///< runs a block with a warp as a vector; null: not so
  Order order = {};              ///< in which its blocks, and their threads, begin
  GridBarrier* all_blocks = nullptr;
};

/// The CUDA thread that an OS thread runs.
struct RunningThread {
  const detail::KernelRecord* kernel;
  uint3 block;
  uint3 index;
  const Fiber* fiber;
  bool in_loop = false;  ///< it is some thread of the kernel's own loop; `index` is meaningless
};

/// Why a block stopped running.
enum class Slice : std::uint8_t {
  kEnded,   ///< finish() returns the result
  kSpins,   ///< since it was resumed, none of its threads did more than wait
  kGoesOn,  ///< it has had a turn; others may wait for theirs
};

/// Belongs to one OS thread and is used for one block after the other.
class Block {
 public:
  /// The pool must outlive it; other blocks of the OS thread may use the same pool.
  explicit Block(FiberPool& pool);
  ~Block();
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  /// Runs the block at `index` from its start until it ends or yields; if the kernel loops
  /// over the threads itself, up to `most` blocks, one after the other.
  Slice run(const GridLaunch& launch, uint3 index, std::uint64_t most);
  /// The number of blocks that run() has started.
  std::uint64_t begun() const { return begun_blocks_; }
  /// Continues a block that yielded.
  Slice resume();
  /// The result of a block that has ended. After a failure no other block of the pool can continue.
  Status finish();
  /// Forgets a block that yielded; the pool takes care of its fibers.
  void abandon() { used_up_ = nullptr; }
  /// "block (0,0,0): thread (0,0,0) spins at a.cpp:9, ..." for a block that yielded.
  std::string waiting_text() const;

  /// For a signal handler of the OS thread. None between blocks, and while one starts or ends.
  std::optional<RunningThread> running_thread() const;

  // The rest is for the running CUDA thread; see larder/simulator.h.
  Votes barrier(int predicate, CallSite site);
  void grid_barrier(CallSite site);
  std::uint64_t warp(WarpOperation operation, unsigned mask, std::uint64_t value, unsigned operand,
                     CallSite site);
  unsigned active_lanes(CallSite site, Step where = Step::kBefore);
  void step(CallSite site, Step where);
  LARDER_NO_TSAN unsigned lane() const { return running_ % kLanes; }
  /// `spins`: since its last turn the thread has only read memory.
  void yield(bool spins, CallSite site);
  /// At some barriers and fences other blocks have a turn: for checks, in a seeded order.
  void rest(CallSite site);
  void* shared_object(const void* id, std::size_t bytes, std::size_t alignment);
  LARDER_NO_TSAN void* dynamic_shared_memory() { return shared_.dynamic(); }
  LARDER_NO_TSAN void* shared_memory_at(std::uint32_t address) { return shared_.at(address); }
  [[noreturn]] void trap(CallSite site);
  /// `function` may be null.
  [[noreturn]] void fail_assertion(const char* condition, CallSite site, const char* function);

 private:
  struct Barrier {
    ThreadQueue waiting;
    unsigned arrived;
    int count;    // of non-zero predicates
    Votes votes;  // when it last opened
    CallSite site;
    unsigned first;   // thread that arrived first
    unsigned opened;  // number of times since the start of the block
    char orders[2];   // for ThreadSanitizer; alternating, so that a meeting does not order the next
  };

  /// What a thread that lets others run needs to continue.
  struct Position {
    unsigned thread;
    uint3 index;
    unsigned path;  // as call_path
  };

  static void enter(Fiber& self);
  void begin(const GridLaunch& launch, uint3 index);
  void make_room(unsigned warps);
  void work(Fiber& self);
  void run_next_thread();
  void run_vectors();
  void begin_vectors(unsigned warps);
  bool call_vectors();
  void begin_checks();
  std::uint64_t block_number() const;
  Position leave() const;
  void continue_at(const Position& position);
  void next_block();
  void end_loop();
  bool in_loop() const;
  void note_thread();
  [[noreturn]] void refuse_to_wait(CallSite site);
  bool call_kernel();
  void exit_thread();
  bool must_give_way(bool spins);
  bool converge_without_spinners();
  void give_way();
  Slice end_slice();
  bool exited(unsigned number) const {
    return (warps_[number / kLanes].exited() >> number % kLanes & 1u) != 0;
  }
  void open_barrier();
  // Inlined: it determines the time of a barrier.
  __attribute__((always_inline)) void wait(ThreadQueue& queue, Wait kind, unsigned mask,
                                           CallSite site);
  __attribute__((always_inline)) void sleep();
  void switch_to(Fiber& next);
  Fiber& next_fiber();
  Fiber& fiber_for_next_thread();
  void retire(Fiber& fiber);
  Thread& record(Wait kind, unsigned mask, CallSite site);
  [[noreturn]] void fail(std::string text);
  std::string stuck_text() const;

  static constexpr unsigned kNobody = ~0u;

  Fiber main_;
  Fiber* current_ = nullptr;
  const GridLaunch* launch_ = nullptr;
  uint3 index_{};  // the block's
  std::uint64_t most_blocks_ = 1;
  std::uint64_t begun_blocks_ = 0;
  uint3* thread_index_ = nullptr;  // threadIdx of this OS thread, found once per block
  unsigned count_ = 0;             // number of threads
  unsigned started_ = 0;           // number of threads that have started, in order
  unsigned alive_ = 0;             // number of threads that have not exited, started or not
  unsigned running_ = 0;
  uint3 next_index_{};
  bool* whole_block_ = nullptr;  // whole_block of this OS thread, found once per block
  bool offered_ = false;         // the whole block was offered to the running kernel
  ThreadQueue ready_;
  Barrier barrier_{};
  unsigned spinner_ = kNobody;  // the first thread of a series in which all have only spun
  bool changed_ = false;        // a thread has done more than wait in this slice
  bool gave_way_ = false;
  std::int64_t slice_began_ = 0;   // nanoseconds of a steady clock; 0: no thread has yielded since
  BlockChecks* checks_ = nullptr;  // null unless checks are linked in
  unsigned turns_ = 0;             // in this slice, if they are
  unsigned rests_left_ = 0;        // and the order is a seeded one
  std::uint64_t rests_asked_ = 0;  // how often, in this block and those before it
  bool fiber_per_thread_;          // so that ThreadSanitizer sees each CUDA thread as a thread
  Fiber* used_up_ = nullptr;
  char begun_;  // ThreadSanitizer: orders earlier work before all threads of the block
  char ended_;  // and its threads before later work, but none before another
  Code failure_code_ = Code::kOk;
  int cuda_error_ = 0;  // CUDA's number for the failure, if it has its own
  std::string failure_;
  WarpFrames frames_;
  ThreadIndexes indexes_;
  detail::VectorBlock vector_block_{};
  FiberPool& pool_;
  SharedMemory shared_;
  unsigned room_ = 0;  // capacity of the next two, in warps
  Warp* warps_ = nullptr;
  Thread* threads_ = nullptr;
  std::unique_ptr<Warp[]> warp_memory_;
  std::unique_ptr<Thread[]> thread_memory_;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_BLOCK_H
