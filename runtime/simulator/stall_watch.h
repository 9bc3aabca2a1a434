// Sees that a launch has come to a stop: that all its OS threads go round blocks which only wait.
#ifndef LARDER_SIMULATOR_STALL_WATCH_H
#define LARDER_SIMULATOR_STALL_WATCH_H

#include <atomic>
#include <chrono>
#include <cstdint>

namespace larder::inline v1::simulator {

/// Thread safe: that of a launch, for all OS threads that run its blocks. Everything is relaxed: a
/// watch that ordered what these do would hide their races from ThreadSanitizer.
class StallWatch {
 public:
  /// How long nothing may happen; 0: for ever, and all other calls do nothing.
  explicit StallWatch(std::chrono::nanoseconds limit) : limit_(limit) {}

  /// An OS thread begins to run blocks, or has none left.
  void enter();
  void leave();
  /// A block did more than wait.
  void note_progress() {
    if (limit_.count() != 0) restart();
  }
  /// For an OS thread all of whose blocks have had a turn in vain: whether it is time to give up.
  /// Not while another one is still at work. `seen` is the caller's, 0 at first.
  bool expired(std::uint64_t& seen);

  std::chrono::nanoseconds limit() const { return limit_; }

 private:
  void restart();

  const std::chrono::nanoseconds limit_;
  std::atomic<unsigned> active_{0};
  // How often the time began, and below it, in 16 bits, how many have asked since it was up.
  std::atomic<std::uint64_t> state_{0};
  std::atomic<std::chrono::steady_clock::rep> since_{0};
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_STALL_WATCH_H
