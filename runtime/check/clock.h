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
/// operation takes bounded time. Copies share their entries until one of them changes. Not thread
/// safe.
class Clock {
 public:
  Clock() = default;
  ~Clock() { let_go(entries_); }
  Clock(const Clock& from);
  Clock& operator=(Clock from) noexcept;
  Clock(Clock&& from) noexcept;

  [[nodiscard]] bool empty() const { return entries_ == nullptr && ended_ == 0; }
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
  /// Whether the other one is a copy, and neither has changed.
  [[nodiscard]] bool is_copy_of(const Clock& other) const {
    return entries_ == other.entries_ && ended_ == other.ended_;
  }
  /// Whether a thread's access at these times happened before.
  [[nodiscard]] bool knows(std::uint32_t block, std::uint32_t thread, std::uint32_t step,
                           std::uint32_t barrier) const {
    return value(std::uint64_t{block} << 11 | 1u << 10 | thread) > step ||
           value(std::uint64_t{block} << 11) > barrier ||
           (ended_ != 0 && EndedBlocks::is_among_first(ended_, block));
  }

 private:
  struct Entries;
  /// The last join of two that both had entries: threads that meet do the same one after another.
  struct Join {
    Entries* one;
    Entries* other;
    Entries* both;
  };
  static Join last_join;

  static Entries* share(Entries* entries);
  static void let_go(Entries* entries);
  void raise(std::uint64_t key, std::uint32_t value);
  [[nodiscard]] std::uint32_t value(std::uint64_t key) const;
  void become(Entries* entries);
  void join_entries(const Clock& other);
  void forget_ended();

  Entries* entries_ = nullptr;  // null: none
  std::uint32_t ended_ = 0;     // of blocks that have ended, so many
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_CLOCK_H
