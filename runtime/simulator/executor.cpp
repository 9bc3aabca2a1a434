#include "runtime/simulator/executor.h"

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <exception>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <utility>

#include "runtime/compose.h"
#include "runtime/simulator/assertions.h"
#include "runtime/simulator/block.h"
#include "runtime/simulator/current.h"
#include "runtime/simulator/fault_handler.h"
#include "runtime/simulator/sanitizers.h"
#include "runtime/simulator/signal_stack.h"
#include "runtime/simulator/watched_threads.h"
#include "runtime/threads/pool.h"

namespace larder::simulator {
namespace {

constexpr std::uint64_t kMostBlocksAtOnce = 16;
// ThreadSanitizer allows a process 8128 threads, which fibers are to it, and takes 0.8 MB for each;
// watched_threads.cpp shares them out among launches.
constexpr std::uint64_t kMostWatchedThreads = 3072;

std::string extent_text(dim3 extent) { return compose("{}x{}x{}", extent.x, extent.y, extent.z); }

Status invalid(std::string message) { return {Code::kInvalidArgument, std::move(message)}; }

// The limits of every architecture that CUDA still supports.
Status check_extents(dim3 grid, dim3 block) {
  if (block.x == 0 || block.y == 0 || block.z == 0 || block.x > 1024 || block.y > 1024 ||
      block.z > 64 || std::uint64_t{block.x} * block.y * block.z > kMostThreads) {
    return invalid("block of " + extent_text(block) +
                   " threads: a block has 1 to 1024 threads, at most 1024x1024x64");
  }
  if (grid.x == 0 || grid.y == 0 || grid.z == 0 || grid.x > 0x7fffffffu || grid.y > 65535 ||
      grid.z > 65535) {
    return invalid("grid of " + extent_text(grid) +
                   " blocks: a grid has at least 1 block, at most 2147483647x65535x65535");
  }
  return {};
}

Status check(const detail::KernelRecord& kernel, const Launch& launch) {
  if (current_block() != nullptr) {
    return {Code::kUnsupported, "a kernel was launched from inside a kernel"};
  }
  if (kernel.run == nullptr) {
    return {Code::kUnsupported, "there is no CPU variant: it is marked LARDER_KERNEL_CUDA_ONLY"};
  }
  if (Status status = check_extents(launch.grid, launch.block); !status) return status;
  const unsigned threads = launch.block.x * launch.block.y * launch.block.z;
  if (kernel.max_threads_per_block != 0 && threads > kernel.max_threads_per_block) {
    return invalid(compose("block of {} threads, but __launch_bounds__ allows {}", threads,
                           kernel.max_threads_per_block));
  }
  if (launch.dynamic_shared_bytes > kMostSharedBytes) {
    return invalid(compose("{} bytes of dynamic shared memory, but a block has at most {}",
                           launch.dynamic_shared_bytes, kMostSharedBytes));
  }
  return {};
}

// Without words where there is no memory even for these.
Status out_of_memory(const char* what, const char* why) {
  try {
    return {Code::kOutOfMemory, std::string(what) + why};
  } catch (const std::bad_alloc&) {
    return {Code::kOutOfMemory, {}};
  }
}

// What an OS thread needs to run blocks, kept with all its stacks for the next launch.
class Worker {
 public:
  // Where others handle the signals, signal stacks are their business, too.
  Worker() {
    take_assertions();
    if (install_fault_handlers()) signal_stack_.emplace();
  }

  Block block;

 private:
  std::optional<SignalStack> signal_stack_;
};

// Without destructors, so that they can be looked at while the thread ends.
thread_local Worker* own_worker = nullptr;
thread_local bool thread_ends = false;

void end_worker() {
  thread_ends = true;
  delete std::exchange(own_worker, nullptr);
}

struct OwnerOfWorker {
  ~OwnerOfWorker() { end_worker(); }
};

// That of the OS thread. Destructors of static and thread_local objects may launch kernels too,
// when it is gone already: then one for this launch alone.
class BorrowedWorker {
 public:
  BorrowedWorker() : worker_(thread_ends ? new Worker : threads_own()) {}
  ~BorrowedWorker() {
    if (worker_ != own_worker) delete worker_;
  }
  BorrowedWorker(const BorrowedWorker&) = delete;
  BorrowedWorker& operator=(const BorrowedWorker&) = delete;

  Block& block() { return worker_->block; }

 private:
  static Worker* threads_own() {
    if (!threads::at_end_of_pool_thread(&end_worker)) {
      static thread_local const OwnerOfWorker owner;
    }
    if (own_worker == nullptr) own_worker = new Worker;
    return own_worker;
  }

  Worker* const worker_;
};

// A launch that is under way on several OS threads.
class Run {
 public:
  explicit Run(const Launch& launch)
      : launch_(launch),
        count_(std::uint64_t{launch.grid.x} * launch.grid.y * launch.grid.z),
        workers_(threads::core_count()) {
    if (thread_sanitizer_present()) workers_ = watched_workers();
    workers_ = std::min(count_, workers_);
    at_once_ = std::clamp(count_ / (workers_ * 16), std::uint64_t{1}, kMostBlocksAtOnce);
  }

  Status operator()() {
    if (workers_ == 1) {
      or_out_of_memory([this] { work(); });
    } else if (thread_sanitizer_present()) {
      work_on_watched_threads();
    } else {
      work_on_pool();
    }
    return failure_;
  }

 private:
  void work_on_pool() {
    threads::share_out(workers_, [this](std::size_t) { or_out_of_memory([this] { work(); }); });
  }

  // To ThreadSanitizer, blocks that one OS thread runs come one after the other. So there are
  // several also on one core, and an odd number: that parts neighbours in a row of the grid and,
  // where its width is a power of two, in a column.
  std::uint64_t watched_workers() const {
    const std::uint64_t most = kMostWatchedThreads / threads_per_block();
    return std::max(std::min(workers_, most), std::uint64_t{2}) | 1;
  }

  void work_on_watched_threads() {
    run_on_watched_threads(workers_, workers_ * threads_per_block(), [this](std::uint64_t number) {
      or_out_of_memory([&] { work_on_share(number); });
    });
  }

  // What a block needs of memory besides its stacks. A kernel's own exceptions do not come here.
  template <class Work>
  void or_out_of_memory(const Work& work) {
    try {
      work();
    } catch (const std::bad_alloc&) {
      Status status = out_of_memory("no memory to run its blocks", "");
      keep(0, status);
    }
  }

  // Whatever the others have done by then, so that what is reported does not hang on time. A block
  // may still wait for a lower one: the lowest that is not done is the next of some OS thread.
  void work_on_share(std::uint64_t first) {
    BorrowedWorker worker;
    Block& block = worker.block();
    const CurrentBlock current(block);
    for (std::uint64_t i = first; i < count_ && !failed_.load(std::memory_order_relaxed);
         i += workers_) {
      if (Status status = block.run(launch_, index_of(i)); !status) return keep(i, status);
    }
  }

  // Blocks are begun in the order of their index, so that one that waits for a lower one (a chained
  // scan) always waits for one that has been begun.
  void work() {
    BorrowedWorker worker;
    Block& block = worker.block();
    const CurrentBlock current(block);
    while (!failed_.load(std::memory_order_relaxed)) {
      const std::uint64_t first = next_.fetch_add(at_once_, std::memory_order_relaxed);
      const std::uint64_t end = std::min(first + at_once_, count_);
      for (std::uint64_t i = first; i < end; ++i) {
        if (Status status = block.run(launch_, index_of(i)); !status) return keep(i, status);
      }
      if (end >= count_) return;
    }
  }

  std::uint64_t threads_per_block() const {
    return std::uint64_t{launch_.block.x} * launch_.block.y * launch_.block.z;
  }

  uint3 index_of(std::uint64_t number) const {
    const std::uint64_t row = number / launch_.grid.x;
    return {static_cast<unsigned>(number % launch_.grid.x),
            static_cast<unsigned>(row % launch_.grid.y),
            static_cast<unsigned>(row / launch_.grid.y)};
  }

  void keep(std::uint64_t number, Status& status) {
    const std::lock_guard lock(mutex_);
    failed_.store(true, std::memory_order_relaxed);
    if (!failure_.ok() && number > failed_block_) return;
    failed_block_ = number;
    failure_ = std::move(status);
  }

  const Launch& launch_;
  const std::uint64_t count_;
  std::uint64_t workers_;
  std::uint64_t at_once_;
  std::atomic<std::uint64_t> next_{0};
  std::atomic<bool> failed_{false};
  std::mutex mutex_;
  std::uint64_t failed_block_ = 0;
  Status failure_;
};

// The OS threads that blocks run on are made at the first launches; memory may be short then.
Status run(const Launch& launch) {
  try {
    return Run(launch)();
  } catch (const std::exception& error) {
    return out_of_memory("its OS threads could not begin: ", error.what());
  }
}

}  // namespace

Status run_grid(const detail::KernelRecord& kernel, dim3 grid, dim3 block,
                std::size_t dynamic_shared_bytes, void* const* arguments) {
  const Launch launch{&kernel, grid, block, dynamic_shared_bytes, arguments};
  Status status = check(kernel, launch);
  if (status) status = run(launch);
  try {
    return status.with_context(std::string("kernel ") + kernel.name);
  } catch (const std::bad_alloc&) {
    return status;
  }
}

}  // namespace larder::simulator
