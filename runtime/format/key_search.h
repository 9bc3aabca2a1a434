// Finds a key's place among ascending keys in few steps: keys are digests, so where one lies
// follows from its value.
#ifndef LARDER_FORMAT_KEY_SEARCH_H
#define LARDER_FORMAT_KEY_SEARCH_H

#include <cstdint>
#include <optional>

#include "runtime/format/key.h"

namespace larder::format {

/// Says which number to look at next, and is told what was there:
///   while (auto probe = search.next()) search.saw(keys[*probe]);
/// Each step goes as far as the distance between the keys makes likely, about three steps among
/// 100,000. Keys that are not spread evenly cost bisection's number of steps and a few more.
class KeySearch {
 public:
  KeySearch(const Key& key, std::uint32_t count)
      : key_(key), value_(value_of(key)), count_(count), high_(count) {}

  /// A number that may have the key; nothing where none has. saw() follows each.
  [[nodiscard]] std::optional<std::uint32_t> next() {
    if (low_ >= high_) return std::nullopt;
    probe_ = steps_++ < kJumps ? jump() : low_ + (high_ - low_) / 2;
    return probe_;
  }

  /// `there` is the key at the number that next() gave, and is not the one sought.
  void saw(const Key& there) {
    seen_value_ = value_of(there);
    seen_ = probe_;
    if (there < key_) {
      low_ = probe_ + 1;
    } else {
      high_ = probe_;
    }
  }

 private:
  static constexpr int kJumps = 12;

  static std::uint64_t value_of(const Key& key) {
    std::uint64_t value = 0;
    for (int i = 0; i < 8; ++i) value = value << 8 | key.bytes[static_cast<std::size_t>(i)];
    return value;
  }

  /// How many of the keys lie in a part of the range of values.
  [[nodiscard]] std::uint32_t keys_in(std::uint64_t distance) const {
    return static_cast<std::uint32_t>(static_cast<double>(distance) * 0x1p-64 * count_);
  }

  [[nodiscard]] std::uint32_t jump() const {
    const bool up = value_ >= seen_value_;
    const std::uint32_t by = keys_in(up ? value_ - seen_value_ : seen_value_ - value_);
    const std::uint64_t to = up ? std::uint64_t{seen_} + by : by < seen_ ? seen_ - by : 0;
    if (to < low_) return low_;
    return to < high_ ? static_cast<std::uint32_t>(to) : high_ - 1;
  }

  Key key_;
  std::uint64_t value_;
  std::uint32_t count_;
  std::uint32_t low_ = 0;
  std::uint32_t high_;
  int steps_ = 0;
  std::uint32_t probe_ = 0;
  // The last key seen: at first, the least of all values lies before number 0.
  std::uint64_t seen_value_ = 0;
  std::uint32_t seen_ = 0;
};

}  // namespace larder::format

#endif  // LARDER_FORMAT_KEY_SEARCH_H
