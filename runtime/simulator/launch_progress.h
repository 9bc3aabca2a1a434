// What the OS threads that run one launch tell each other: failures, blocks that are held,
// progress.
#ifndef LARDER_SIMULATOR_LAUNCH_PROGRESS_H
#define LARDER_SIMULATOR_LAUNCH_PROGRESS_H

#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "runtime/simulator/block.h"
#include "runtime/simulator/stall_watch.h"

namespace larder::inline v1::simulator {

/// Shared by the OS threads that run a launch. Thread safe.
class LaunchProgress {
 public:
  LaunchProgress(const GridLaunch& launch, std::uint64_t most_held, std::chrono::nanoseconds stall)
      : launch(launch), most_held(most_held), watch(stall) {}

  bool failed() const { return failed_.load(std::memory_order_relaxed); }
  /// Keeps the failure of block `number` as the launch's, unless a lower block failed.
  void fail(std::uint64_t number, Status status);
  /// The watchdog expired: the launch ends, and OS threads that hold blocks report how they wait.
  void fail_stalled();
  bool stalled() const { return stalled_.load(std::memory_order_relaxed); }
  void add_waiting(std::uint64_t number, std::string text);
  /// The result of the launch, once all OS threads are done.
  Status status();

  const GridLaunch& launch;
  const std::uint64_t most_held;
  StallWatch watch;
  std::atomic<std::uint64_t> held{0};

 private:
  std::atomic<bool> failed_{false};
  std::atomic<bool> stalled_{false};
  std::mutex mutex_;
  std::uint64_t failed_block_ = 0;
  Status failure_;
  std::vector<std::pair<std::uint64_t, std::string>> waiting_;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_LAUNCH_PROGRESS_H
