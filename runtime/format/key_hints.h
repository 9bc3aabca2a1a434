// Remembers how far keys deviate from an even spread, so that the next search among the same keys
// starts close to its target.
//
//   value ──near──▶ likely number ──KeySearch──▶ number ──remember──▶ deviation of this part
//
// The table of keys is much larger than a processor's caches, so the cost of a search is the number
// of cache lines that it reads. An even spread predicts a key's place to within some hundred
// entries, and each step from there reads another line. With the deviation in this part of the
// values, one or two steps remain. For 100,000 kernels all deviations take 32 KiB, which fits into
// a processor's first-level cache.
#ifndef LARDER_FORMAT_KEY_HINTS_H
#define LARDER_FORMAT_KEY_HINTS_H

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstdint>
#include <limits>
#include <memory>

namespace larder::inline v1::format {

/// The number of a key with this value among `count` evenly spread keys. A value is a key's first 8
/// bytes as a number.
[[nodiscard]] inline std::uint64_t even_number(std::uint64_t value, std::uint32_t count) {
  return (value >> 32) * count >> 32;
}

/// One deviation for each part of the range of values, from the first key that was remembered
/// there: about 8 keys per part, at most 128 KiB. Thread safety: any number of threads, also for
/// remember().
class KeyHints {
 public:
  explicit KeyHints(std::uint32_t keys)
      : keys_(keys),
        bits_(std::clamp(static_cast<int>(std::bit_width(keys / kKeysEach)), 1, 16)),
        deviations_(std::make_unique<std::atomic<Deviation>[]>(std::size_t{1} << bits_)) {}

  /// The likely number of a key with this value.
  [[nodiscard]] std::uint32_t near(std::uint64_t value) const {
    const std::int64_t number = even(value) + at(value).load(std::memory_order_relaxed);
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(number, 0, keys_));
  }

  /// Remembers that a key of this value was seen there. An existing deviation stays, so that
  /// searching threads do not write. Keys that lie far off are not spread evenly, and are not
  /// remembered.
  void remember(std::uint64_t value, std::uint32_t number) const {
    std::atomic<Deviation>& deviation = at(value);
    const std::int64_t seen = number - even(value);
    if (seen < Limits::min() || seen > Limits::max()) return;
    // Relaxed: any remembered deviation is valid.
    if (deviation.load(std::memory_order_relaxed) != 0) return;
    deviation.store(static_cast<Deviation>(seen), std::memory_order_relaxed);
  }

 private:
  using Deviation = std::int16_t;
  using Limits = std::numeric_limits<Deviation>;
  static constexpr std::uint32_t kKeysEach = 8;

  [[nodiscard]] std::int64_t even(std::uint64_t value) const {
    return static_cast<std::int64_t>(even_number(value, keys_));
  }
  [[nodiscard]] std::atomic<Deviation>& at(std::uint64_t value) const {
    return deviations_[value >> (64 - bits_)];
  }

  std::uint32_t keys_;
  int bits_;
  std::unique_ptr<std::atomic<Deviation>[]> deviations_;
};

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_KEY_HINTS_H
