// Where the blocks of a launch wait for each other.
#ifndef LARDER_SIMULATOR_GRID_BARRIER_H
#define LARDER_SIMULATOR_GRID_BARRIER_H

#include <atomic>
#include <cstdint>

namespace larder::inline v1::simulator {

/// Thread safe.
class GridBarrier {
 public:
  explicit GridBarrier(std::uint64_t blocks) : blocks_(blocks) {}

  /// One of the blocks has come. Gives the number of this meeting, which the last one ends.
  std::uint64_t arrive();
  [[nodiscard]] bool is_over(std::uint64_t meeting) const {
    return meeting_.load(std::memory_order_acquire) != meeting;
  }

 private:
  const std::uint64_t blocks_;
  std::atomic<std::uint64_t> arrived_{0};
  std::atomic<std::uint64_t> meeting_{0};
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_GRID_BARRIER_H
