// One access of a CUDA thread to memory, as checks compare it and as shadow memory keeps it.
#ifndef LARDER_CHECK_ACCESS_H
#define LARDER_CHECK_ACCESS_H

#include <cstdint>

/// Of what each access runs through: where it is called its use is known, and half of it is left.
#define LARDER_INLINE __attribute__((always_inline)) inline

namespace larder::inline v1::check {

using Address = std::uintptr_t;

/// A place in the code: the program's, or a library's that is loaded (places.h). 0: unknown.
using Place = std::uint32_t;

inline constexpr unsigned kWordBytes = 8;

/// Which thread of its block uses which bytes of one word, and how. The bits between belong to
/// those who derive.
struct AccessBits {
  std::uint64_t bits;

  [[nodiscard]] std::uint32_t thread() const { return bits & kThread; }
  /// A bit for each byte of the word.
  [[nodiscard]] unsigned bytes() const { return bits >> kBytesAt & 0xffu; }
  [[nodiscard]] bool write() const { return (bits & kWrite) != 0; }
  /// Or volatile, which is the same in PTX.
  [[nodiscard]] bool atomic() const { return (bits & kAtomic) != 0; }
  [[nodiscard]] bool is_volatile() const { return (bits & kVolatile) != 0; }
  /// Atomic only for the threads of its block.
  [[nodiscard]] bool in_block() const { return (bits & kInBlock) != 0; }

  static constexpr std::uint64_t kThread = (1u << 10) - 1;
  static constexpr unsigned kBytesAt = 52;
  static constexpr std::uint64_t kBytes = std::uint64_t{0xff} << kBytesAt;
  static constexpr std::uint64_t kWrite = std::uint64_t{1} << 60;
  static constexpr std::uint64_t kAtomic = std::uint64_t{1} << 61;
  static constexpr std::uint64_t kInBlock = std::uint64_t{1} << 62;
  static constexpr std::uint64_t kVolatile = std::uint64_t{1} << 63;  ///< for reports alone
  /// What is neither the thread's nor the deriving class's.
  static constexpr std::uint64_t kUse = ~((std::uint64_t{1} << kBytesAt) - 1);
};

/// An access to some bytes of one word. Its time is that of its thread: the number of the
/// barriers of its block that the thread has passed, and the number of its own steps, which other
/// lanes of its warp or other threads may have learned of.
struct Access : AccessBits {
  Place place;
  std::uint32_t block;

  [[nodiscard]] std::uint32_t barrier() const { return bits >> kBarrierAt & kMostBarriers; }
  [[nodiscard]] std::uint32_t step() const { return bits >> kStepAt & kMostSteps; }

  /// Threads of more barriers or steps are not told apart by them.
  static constexpr std::uint32_t kMostBarriers = (1u << 22) - 1;
  static constexpr std::uint32_t kMostSteps = (1u << 20) - 1;

  static constexpr unsigned kBarrierAt = 10;
  static constexpr unsigned kStepAt = 32;
  static constexpr std::uint64_t kTime = ~kUse;  ///< with the thread

  /// `bits` without bytes and kind.
  static constexpr std::uint64_t time(std::uint32_t thread, std::uint32_t barrier,
                                      std::uint32_t step) {
    return thread | std::uint64_t{barrier} << kBarrierAt | std::uint64_t{step} << kStepAt;
  }
};

/// What the accesses of many threads have in common.
struct Moment {
  Place place;
  std::uint32_t block;
  std::uint64_t time;  ///< Access::time without the thread

  [[nodiscard]] std::uint32_t barrier() const {
    return time >> Access::kBarrierAt & Access::kMostBarriers;
  }
};

/// An access as a cell keeps it: the rest is its moment's, of which it has the number.
struct KeptAccess : AccessBits {
  [[nodiscard]] std::uint32_t moment() const { return bits >> kMomentAt & 0xffffffffu; }
  /// Those of different blocks differ mostly.
  [[nodiscard]] std::uint64_t block_digits() const { return bits & kBlockDigits; }

  static constexpr unsigned kMomentAt = 10;
  static constexpr unsigned kBlockAt = 42;
  static constexpr std::uint64_t kBlockDigits = std::uint64_t{0x3ff} << kBlockAt;

  /// `bits` without bytes and kind.
  static constexpr std::uint64_t origin(std::uint32_t thread, std::uint32_t moment,
                                        std::uint32_t block) {
    return thread | std::uint64_t{moment} << kMomentAt | std::uint64_t{block & 0x3ffu} << kBlockAt;
  }
};
static_assert(sizeof(KeptAccess) == kWordBytes);

[[nodiscard]] inline Access access_at(const Moment& moment, KeptAccess kept) {
  return {{(kept.bits & (AccessBits::kUse | AccessBits::kThread)) | moment.time},
          moment.place,
          moment.block};
}

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_ACCESS_H
