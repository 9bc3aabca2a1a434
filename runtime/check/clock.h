// What a CUDA thread knows of threads outside its warp and block: which of their steps happened
// before. Most threads know nothing, and their clocks take no memory.
#ifndef LARDER_CHECK_CLOCK_H
#define LARDER_CHECK_CLOCK_H

#include <cstddef>
#include <cstdint>

namespace larder::inline v1::check {

/// Which blocks of the launch have ended, and in which order.
class EndedBlocks {
 public:
  static void begin_launch();
  static void add(std::uint32_t block);
  static std::uint32_t count();
  /// Whether it was one of the first `count` to end.
  static bool is_among_first(std::uint32_t count, std::uint32_t block);
};

/// A map that only grows. One that becomes large forgets what it knows of single threads of blocks
/// that have ended, and counts as knowing all that those did: it may hide races then, and each
/// operation takes bounded time. Not thread safe.
class Clock {
 public:
  Clock() = default;
  ~Clock();
  Clock(Clock&& from) noexcept;
  Clock& operator=(Clock&& from) noexcept;

  [[nodiscard]] bool empty() const { return count_ == 0 && ended_ == 0; }
  void clear();
  /// The accesses of this thread before `step` happened before.
  void learn_thread(std::uint32_t block, std::uint32_t thread, std::uint32_t step) {
    raise(std::uint64_t{block} << 11 | 1u << 10 | thread, step);
  }
  /// All accesses of the block before it passed its barrier number `barrier` happened before.
  void learn_block(std::uint32_t block, std::uint32_t barrier) {
    raise(std::uint64_t{block} << 11, barrier);
  }
  void join(const Clock& other);
  /// Whether a thread's access at these times happened before.
  [[nodiscard]] bool knows(std::uint32_t block, std::uint32_t thread, std::uint32_t step,
                           std::uint32_t barrier) const {
    return value(std::uint64_t{block} << 11 | 1u << 10 | thread) > step ||
           value(std::uint64_t{block} << 11) > barrier ||
           (ended_ != 0 && EndedBlocks::is_among_first(ended_, block));
  }

 private:
  struct Entry {
    std::uint64_t key;  // plus 1; 0: free
    std::uint32_t value;
  };

  void raise(std::uint64_t key, std::uint32_t value);
  [[nodiscard]] std::uint32_t value(std::uint64_t key) const;
  [[nodiscard]] Entry& slot(std::uint64_t key) const;
  void grow();
  void copy_entries(const Clock& other);
  void forget_ended();

  static constexpr std::size_t kLarge = 1024;

  Entry* entries_ = nullptr;
  std::size_t count_ = 0;
  std::size_t capacity_ = 0;    // 0 or a power of two
  std::size_t large_ = kLarge;  // so many entries are too many
  std::uint32_t ended_ = 0;     // of blocks that have ended, so many
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_CLOCK_H
