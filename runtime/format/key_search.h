// Finds a key among ascending keys in few steps: keys are digests, so the place of one can be
// estimated from its value.
#ifndef LARDER_FORMAT_KEY_SEARCH_H
#define LARDER_FORMAT_KEY_SEARCH_H

#include <algorithm>
#include <cstdint>
#include <optional>

#include "runtime/format/bytes.h"
#include "runtime/format/key.h"
#include "runtime/format/key_hints.h"

namespace larder::inline v1::format {

/// Returns the number to read next, and takes the key that was there:
///   while (auto probe = search.next()) search.saw(keys[*probe]);
/// Each step covers the distance that the difference of the keys makes likely. A search takes about
/// three steps among 100,000 keys, and two from a good hint. Keys that are not spread evenly take
/// as many steps as bisection and a few more; so does a wrong hint.
class KeySearch {
 public:
  /// Begins at the key's place in an even spread.
  KeySearch(const Key& key, std::uint32_t count)
      : KeySearch(key, count, static_cast<std::uint32_t>(even_number(value_of(key), count))) {}
  /// Begins at a likely number, for example from KeyHints.
  KeySearch(const Key& key, std::uint32_t count, std::uint32_t likely)
      : key_(key), value_(value_of(key)), count_(count), high_(count), seen_{value_, likely} {}

  /// The key's first 8 bytes as a number: greater keys have no smaller ones.
  [[nodiscard]] static std::uint64_t value_of(const Key& key) {
    return load_big_endian(std::as_bytes(std::span(key.bytes)), 0);
  }

  /// A number that may have the key; nothing if no number can have it. Call saw() after each.
  [[nodiscard]] std::optional<std::uint32_t> next() {
    if (low_ >= high_) return std::nullopt;
    probe_ = steps_++ < kJumps ? jump() : low_ + (high_ - low_) / 2;
    return probe_;
  }

  /// `there` is the key at the number that next() returned, and differs from the wanted one.
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
  Seen seen_;  // the last key seen; at first, the likely place
};

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_KEY_SEARCH_H
