#include "runtime/simulator/tsan_threads.h"

#include <semaphore.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <memory>
#include <thread>
#include <vector>

namespace larder::inline v1::simulator {
namespace {

// Shares of the 8128 threads and fibers that ThreadSanitizer allows a process: those that are kept
// from launch to launch, and those that launches of all host threads make for themselves alone.
constexpr std::uint64_t kMaxFibersKept = 2048;
std::atomic<std::uint64_t> fibers_kept{0};
constexpr std::uint64_t kMaxFibersAtOnce = 4096;
std::atomic<std::uint64_t> fibers_at_once{0};

// Takes the wanted amount of a resource, or nothing. Relaxed, because it must not order anything.
bool take(std::atomic<std::uint64_t>& taken, std::uint64_t most, std::uint64_t wanted) {
  if (taken.fetch_add(wanted, std::memory_order_relaxed) + wanted <= most) return true;
  taken.fetch_sub(wanted, std::memory_order_relaxed);
  return false;
}

// Waits for launches of other host threads to give theirs back. A mutex would order these
// launches, and hide their races.
class FibersAtOnce {
 public:
  explicit FibersAtOnce(std::uint64_t count) : count_(std::min(count, kMaxFibersAtOnce)) {
    while (!take(fibers_at_once, kMaxFibersAtOnce, count_)) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }
  ~FibersAtOnce() { fibers_at_once.fetch_sub(count_, std::memory_order_relaxed); }
  FibersAtOnce(const FibersAtOnce&) = delete;
  FibersAtOnce& operator=(const FibersAtOnce&) = delete;

 private:
  const std::uint64_t count_;
};

// POSIX's, which ThreadSanitizer knows. One for each direction and OS thread: a common one would
// order a finished share before one that has not started.
class Semaphore {
 public:
  Semaphore() { sem_init(&semaphore_, 0, 0); }
  ~Semaphore() { sem_destroy(&semaphore_); }
  Semaphore(const Semaphore&) = delete;
  Semaphore& operator=(const Semaphore&) = delete;

  void post() { sem_post(&semaphore_); }
  void wait() {
    while (sem_wait(&semaphore_) != 0) {  // interrupted by a signal
    }
  }

 private:
  sem_t semaphore_;
};

class WatchedThread {
 public:
  explicit WatchedThread(std::uint64_t number) : number_(number), thread_([this] { work(); }) {}
  ~WatchedThread() {
    begin(nullptr);
    thread_.join();
  }
  WatchedThread(const WatchedThread&) = delete;
  WatchedThread& operator=(const WatchedThread&) = delete;

  /// Null: no more.
  void begin(const TsanShare* run) {
    run_ = run;
    begun_.post();
  }
  void wait() { ended_.wait(); }

 private:
  void work() {
    for (begun_.wait(); run_ != nullptr; begun_.wait()) {
      (*run_)(number_);
      ended_.post();
    }
  }

  const std::uint64_t number_;
  const TsanShare* run_ = nullptr;
  Semaphore begun_;
  Semaphore ended_;
  std::thread thread_;  // last: it uses the others
};

// Those of one calling thread.
class TsanThreads {
 public:
  TsanThreads() = default;
  ~TsanThreads() { fibers_kept.fetch_sub(fibers_, std::memory_order_relaxed); }
  TsanThreads(const TsanThreads&) = delete;
  TsanThreads& operator=(const TsanThreads&) = delete;

  /// Whether this number of fibers may be kept; if so, they are counted.
  bool keep(std::uint64_t fibers) {
    if (fibers <= fibers_) return true;
    const std::uint64_t more = fibers - fibers_;
    if (!take(fibers_kept, kMaxFibersKept, more)) return false;
    fibers_ = fibers;
    return true;
  }

  void run(std::uint64_t shares, const TsanShare& run) {
    while (threads_.size() < shares) {
      threads_.push_back(std::make_unique<WatchedThread>(threads_.size()));
    }
    for (std::uint64_t i = 0; i < shares; ++i) threads_[i]->begin(&run);
    for (std::uint64_t i = 0; i < shares; ++i) threads_[i]->wait();
  }

 private:
  std::vector<std::unique_ptr<WatchedThread>> threads_;
  std::uint64_t fibers_ = 0;
};

}  // namespace

void run_on_tsan_threads(std::uint64_t shares, std::uint64_t fibers, const TsanShare& run) {
  static thread_local bool ended = false;  // of a type without a destructor, so that it stays
  struct Kept : TsanThreads {
    ~Kept() { ended = true; }
  };
  if (!ended) {
    static thread_local Kept kept;
    if (kept.keep(fibers)) return kept.run(shares, run);
  }
  const FibersAtOnce own(fibers);
  TsanThreads().run(shares, run);
}

}  // namespace larder::inline v1::simulator
