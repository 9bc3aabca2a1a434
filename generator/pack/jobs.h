// Jobs that run on several threads and may add more jobs.
#ifndef LARDER_GENERATOR_PACK_JOBS_H
#define LARDER_GENERATOR_PACK_JOBS_H

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace larder::pack {

class JobQueue {
 public:
  using Job = std::function<void()>;

  /// Jobs must not throw. A running job may call this, from any thread.
  void add(Job job) {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(job));
    changed_.notify_one();
  }

  /// Runs all jobs, including those that they add, on `workers` threads, the oldest first; returns
  /// when none is left. Uses fewer threads if the system has no more.
  void run(unsigned workers) {
    std::vector<std::jthread> threads;
    try {
      for (unsigned started = 1; started < workers; ++started)
        threads.emplace_back([this] { work(); });
    } catch (const std::system_error&) {  // NOLINT(bugprone-empty-catch)
      // The threads that did start, and this one, do all the work.
    }
    work();
  }

 private:
  void work() {
    std::unique_lock lock(mutex_);
    while (true) {
      changed_.wait(lock, [this] { return !waiting_.empty() || running_ == 0; });
      if (waiting_.empty()) break;
      const Job job = std::move(waiting_.front());
      waiting_.pop_front();
      ++running_;
      lock.unlock();
      job();
      lock.lock();
      --running_;
    }
    changed_.notify_all();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Job> waiting_;
  std::size_t running_ = 0;
};

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_JOBS_H
