// Finds a key's place among ascending keys in few steps: keys are digests, so where one lies
// follows from its value.
#ifndef LARDER_FORMAT_KEY_SEARCH_H
#define LARDER_FORMAT_KEY_SEARCH_H

#include <algorithm>
#include <cstdint>
#include <optional>

#include "runtime/format/bytes.h"
#include "runtime/format/key.h"
#include "runtime/format/key_hints.h"

namespace larder::inline v1::format {

/// Says which number to look at next, and is told what was there:
///   while (auto probe = search.next()) search.saw(keys[*probe]);
/// Each step goes as far as the distance between the keys makes likely, about three steps among
/// 100,000 and two from a good hint. Keys that are not spread evenly cost bisection's number of
/// steps and a few more; so does a hint that is wrong.
class KeySearch {
 public:
  /// Begins where an even spread has the key.
  KeySearch(const Key& key, std::uint32_t count)
      : KeySearch(key, count, static_cast<std::uint32_t>(even_number(value_of(key), count))) {}
  /// Begins at a number that is likely, such as KeyHints gives.
  KeySearch(const Key& key, std::uint32_t count, std::uint32_t likely)
      : key_(key), value_(value_of(key)), count_(count), high_(count), seen_{value_, likely} {}

  /// The key's first 8 bytes as a number: greater keys have no smaller ones.
  [[nodiscard]] static std::uint64_t value_of(const Key& key) {
    return load_big_endian(std::as_bytes(std::span(key.bytes)), 0);
  }

  /// A number that may have the key; nothing where none has. saw() follows each.
  [[nodiscard]] std::optional<std::uint32_t> next() {
    if (low_ >= high_) return std::nullopt;
    probe_ = steps_++ < kJumps ? jump() : low_ + (high_ - low_) / 2;
    return probe_;
  }

  /// `there` is the key at the number that next() gave, and is not the one sought.
  void saw(const Key& there) {
    seen_ = {value_of(there), probe_};
    if (seen_.value != value_ ? seen_.value < value_ : there < key_) {
      low_ = probe_ + 1;
    } else {
      high_ = probe_;
    }
  }

 private:
  static constexpr int kJumps = 12;

  struct Seen {
    std::uint64_t value = 0;
    std::uint32_t number = 0;
  };

  [[nodiscard]] std::uint32_t jump() const {
    const bool up = value_ >= seen_.value;
    const std::uint64_t by = even_number(up ? value_ - seen_.value : seen_.value - value_, count_);
    const std::uint64_t to =
        up ? seen_.number + by : seen_.number - std::min<std::uint64_t>(by, seen_.number);
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
  Seen seen_;  // the last key seen; before, what is likely
};

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_KEY_SEARCH_H
