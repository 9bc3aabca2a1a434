#include "runtime/simulator/executor.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "runtime/environment.h"
#include "runtime/simulator/block.h"
#include "runtime/simulator/checks.h"
#include "runtime/simulator/current.h"
#include "runtime/simulator/held_blocks.h"
#include "runtime/simulator/sanitizers.h"
#include "runtime/simulator/tsan_threads.h"
#include "runtime/simulator/vectors.h"
#include "runtime/simulator/worker.h"
#include "runtime/threads/pool.h"

namespace larder::inline v1::simulator {
namespace {

constexpr std::uint64_t kMaxBlocksAtOnce = 16;
constexpr std::uint64_t kMaxLoopsAtOnce = 256;  // of a plain kernel, whose blocks may be short
// ThreadSanitizer treats fibers as threads. It allows a process 8128 threads and takes 0.8 MB for
// each; tsan_threads.cpp shares them among launches.
constexpr std::uint64_t kMaxWatchedThreads = 3072;

// Without a message if there is no memory even for that.
Status out_of_memory(const char* what, const char* why) {
  try {
    return {Code::kOutOfMemory, std::string(what) + why};
  } catch (const std::bad_alloc&) {
    return {Code::kOutOfMemory, {}};
  }
}

Status nested() { return {Code::kUnsupported, "a kernel was launched from inside a kernel"}; }

const std::string& wanted_lowering() {
  static const std::string word = environment("LARDER_CPU");
  return word;
}

// ThreadSanitizer must see each CUDA thread as a separate thread.
bool runs_thread_loop(detail::Lowering lowering) {
  static const bool wanted =
      !thread_sanitizer_present() && parse_lowering(wanted_lowering()) != detail::Lowering::kFibers;
  return wanted && lowering == detail::Lowering::kPlain;
}

Order wanted_order() {
  static const Order order = parse_order(environment("LARDER_CPU_ORDER")).value_or(Order{});
  return order;
}

// Tells the checks, if there are any, of a launch.
class CheckedLaunch {
 public:
  explicit CheckedLaunch(const GridLaunch& launch) {
    if (checks != nullptr) checks->begin_launch(launch);
  }
  ~CheckedLaunch() {
    if (checks != nullptr) checks->end_launch(failure_.empty() ? nullptr : failure_.c_str());
  }
  CheckedLaunch(const CheckedLaunch&) = delete;
  CheckedLaunch& operator=(const CheckedLaunch&) = delete;

  Status note(Status status) {
    if (checks != nullptr && !status.ok()) failure_ = status.message();
    return status;
  }

 private:
  std::string failure_;
};

// A launch that is in progress on several OS threads.
class Run {
 public:
  Run(const GridLaunch& launch, std::chrono::nanoseconds stall)
      : launch_(launch),
        progress_(launch, most_held(launch), stall),
        count_(std::uint64_t{launch.grid.x} * launch.grid.y * launch.grid.z),
        workers_(threads::core_count()) {
    if (thread_sanitizer_present()) workers_ = tsan_workers();
    if (checks != nullptr) workers_ = 1;
    workers_ = std::min(count_, workers_);
    at_once_ = std::clamp(count_ / (workers_ * 16), std::uint64_t{1},
                          runs_whole_blocks(launch) ? kMaxLoopsAtOnce : kMaxBlocksAtOnce);
  }

  Status operator()() {
    if (workers_ == 1) {
      or_out_of_memory([this] { work(); });
    } else if (thread_sanitizer_present()) {
      work_on_tsan_threads();
    } else {
      work_on_pool();
    }
    return progress_.status();
  }

 private:
  static bool runs_whole_blocks(const GridLaunch& launch) {
    return launch.thread_loops || launch.vectors != nullptr;
  }

  static std::uint64_t most_held(const GridLaunch& launch) {
    const std::uint64_t threads = threads_per_block(launch);
    if (thread_sanitizer_present()) return std::max<std::uint64_t>(kMaxWatchedThreads / threads, 1);
    return std::min<std::uint64_t>(kResidentBlocks, kResidentThreads / threads);
  }

  void work_on_pool() {
    threads::share_out(workers_, [this](std::size_t) { or_out_of_memory([this] { work(); }); });
  }

  // For ThreadSanitizer, blocks of the same OS thread are ordered. So there are several OS threads
  // even on one core, and an odd number: this separates neighbours in a row of the grid and,
  // if its width is a power of two, in a column.
  std::uint64_t tsan_workers() const {
    const std::uint64_t most = kMaxWatchedThreads / threads_per_block(launch_);
    return std::max(std::min(workers_, most), std::uint64_t{2}) | 1;
  }

  void work_on_tsan_threads() {
    const std::uint64_t threads = workers_ * threads_per_block(launch_);
    run_on_tsan_threads(workers_, threads, [this](std::uint64_t number) {
      or_out_of_memory([&] { work_on_share(number); });
    });
  }

  // Handles failed allocations of a block besides its stacks. A kernel's own exceptions do not
  // arrive here.
  template <class Work>
  void or_out_of_memory(const Work& work) {
    try {
      work();
    } catch (const std::bad_alloc&) {
      progress_.fail(0, out_of_memory("no memory to run its blocks", ""));
    }
  }

  // Independent of the others' progress, so that reports do not depend on timing. A block may still
  // wait for a lower one: the lowest unfinished block is the next of some OS thread.
  void work_on_share(std::uint64_t first) {
    BorrowedWorker worker;
    HeldBlocks blocks(progress_, worker.pool(), worker.block());
    for (std::uint64_t i = first; i < count_ && !progress_.failed(); i += workers_) {
      make_room(blocks);
      blocks.begin(i, index_of(i), 1);
    }
    blocks.run_down_to_less_than(1);
  }

  // If the maximum number of blocks is held, an OS thread that holds some waits for them to end.
  void make_room(HeldBlocks& blocks) {
    while (blocks.count() != 0 && !progress_.failed() &&
           progress_.held.load(std::memory_order_relaxed) >= progress_.most_held) {
      blocks.run_down_to_less_than(blocks.count());
    }
  }

  // Blocks start in the order of their index, so that one that waits for a lower one (a chained
  // scan) always waits for one that has started.
  void work() {
    BorrowedWorker worker;
    HeldBlocks blocks(progress_, worker.pool(), worker.block());
    while (!progress_.failed()) {
      const bool waiting = progress_.held.load(std::memory_order_relaxed) != 0;
      if (waiting) make_room(blocks);
      const std::uint64_t more = waiting ? 1 : at_once_;
      const std::uint64_t first = next_.fetch_add(more, std::memory_order_relaxed);
      const std::uint64_t end = std::min(first + more, count_);
      for (std::uint64_t i = first; i < end && !progress_.failed();) {
        i += blocks.begin(i, index_of(i), end - i);
      }
      if (end >= count_) break;
    }
    blocks.run_down_to_less_than(1);
  }

  static std::uint64_t threads_per_block(const GridLaunch& launch) {
    return std::uint64_t{launch.block.x} * launch.block.y * launch.block.z;
  }

  uint3 index_of(std::uint64_t begun) const {
    const std::uint64_t number = launch_.order.place(begun, count_);
    const std::uint64_t row = number / launch_.grid.x;
    return {static_cast<unsigned>(number % launch_.grid.x),
            static_cast<unsigned>(row % launch_.grid.y),
            static_cast<unsigned>(row / launch_.grid.y)};
  }

  const GridLaunch& launch_;
  LaunchProgress progress_;
  const std::uint64_t count_;
  std::uint64_t workers_;
  std::uint64_t at_once_;
  std::atomic<std::uint64_t> next_{0};
};

// A thread that is cancelled while others run its launch's blocks would leave the launch to them;
// so would one that is cancelled in a kernel's printf().
class Uncancelled {
 public:
  Uncancelled() { pthread_setcancelstate(PTHREAD_CANCEL_DISABLE, &before_); }
  ~Uncancelled() { pthread_setcancelstate(before_, nullptr); }
  Uncancelled(const Uncancelled&) = delete;
  Uncancelled& operator=(const Uncancelled&) = delete;

 private:
  int before_ = 0;
};

// The first launches make the OS threads for blocks; memory may be short then.
Status run(const GridLaunch& launch, std::chrono::nanoseconds stall) {
  const Uncancelled uncancelled;
  CheckedLaunch checked(launch);
  try {
    return checked.note(Run(launch, stall)());
  } catch (const std::exception& error) {
    return out_of_memory("its OS threads could not start: ", error.what());
  }
}

}  // namespace

std::optional<detail::Lowering> parse_lowering(std::string_view word) {
  if (word == "fibers") return detail::Lowering::kFibers;
  if (word == "plain") return detail::Lowering::kPlain;
  if (is_vectors(word)) return detail::Lowering::kVectors;
  return std::nullopt;
}

Status run_grid(const detail::KernelRecord& kernel, dim3 grid, dim3 block,
                std::size_t dynamic_shared_bytes, void* const* arguments,
                std::chrono::nanoseconds stall) {
  const Order order = wanted_order();
  // Checks, and an order, are of threads that are fibers.
  const bool any = checks == nullptr && order.kind == OrderKind::kForward;
  GridBarrier all_blocks(std::uint64_t{grid.x} * grid.y * grid.z);
  const GridLaunch launch{&kernel,
                          grid,
                          block,
                          dynamic_shared_bytes,
                          arguments,
                          any && runs_thread_loop(kernel.lowering),
                          any ? vector_function(kernel, block, wanted_lowering()) : nullptr,
                          order,
                          &all_blocks};
  Status status = current_block() == nullptr ? run(launch, stall) : nested();
  if (status) return status;
  try {
    return status.with_context(std::string("kernel ") + kernel.name);
  } catch (const std::bad_alloc&) {
    return status;
  }
}

}  // namespace larder::inline v1::simulator
