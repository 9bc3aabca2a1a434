// Detects that a launch hangs: all its OS threads go round blocks that only wait.
#ifndef LARDER_SIMULATOR_STALL_WATCH_H
#define LARDER_SIMULATOR_STALL_WATCH_H

#include <atomic>
#include <chrono>
#include <cstdint>

namespace larder::inline v1::simulator {

/// One for each launch, shared by all OS threads that run its blocks. Thread safe. Everything is
/// relaxed: ordering between these threads would hide their races from ThreadSanitizer.
class StallWatch {
 public:
  /// `limit`: the longest time without progress; 0: unlimited, and all other calls do nothing.
  explicit StallWatch(std::chrono::nanoseconds limit) : limit_(limit) {}

  /// An OS thread starts to run blocks, or has none left.
  void enter();
  void leave();
  /// A block did more than wait.
  void note_progress() {
    if (limit_.count() != 0) restart();
  }
  /// For an OS thread all of whose blocks have had a turn in vain: whether it is time to give up.
  /// False while another one is still working. `seen` belongs to the caller, 0 at first.
  bool expired(std::uint64_t& seen);

  std::chrono::nanoseconds limit() const { return limit_; }

 private:
  void restart();

  const std::chrono::nanoseconds limit_;
  std::atomic<unsigned> active_{0};
  // How often the time was restarted, and in the low 16 bits, how many have asked since it expired.
  std::atomic<std::uint64_t> state_{0};
  std::atomic<std::chrono::steady_clock::rep> since_{0};
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_STALL_WATCH_H
