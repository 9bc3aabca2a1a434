// Takes an input apart from its front, for targets that need several things from one input.
// Reading beyond the end gives zeros and empty parts, so that every input means something.
#ifndef LARDER_TESTS_FUZZ_READER_H
#define LARDER_TESTS_FUZZ_READER_H

#include <algorithm>
#include <cstdint>
#include <string>

#include "runtime/format/bytes.h"

namespace larder::fuzz {

class Reader {
 public:
  explicit Reader(format::Bytes input) : rest_(input) {}

  [[nodiscard]] bool empty() const { return rest_.empty(); }
  [[nodiscard]] format::Bytes take(std::size_t size) {
    const format::Bytes part = rest_.first(std::min(size, rest_.size()));
    rest_ = rest_.subspan(part.size());
    return part;
  }
  [[nodiscard]] format::Bytes rest() { return take(rest_.size()); }
  /// A little-endian number of `size` bytes.
  [[nodiscard]] std::uint64_t number(std::size_t size) {
    std::uint64_t value = 0;
    int shift = 0;
    for (const std::byte each : take(size)) {
      value |= std::to_integer<std::uint64_t>(each) << shift;
      shift += 8;
    }
    return value;
  }
  /// The bytes before the next zero byte, which is taken too, or all of the rest.
  [[nodiscard]] std::string text() {
    const auto end = std::ranges::find(rest_, std::byte{0});
    const format::Bytes part = take(static_cast<std::size_t>(end - rest_.begin()));
    static_cast<void>(take(1));
    return {reinterpret_cast<const char*>(part.data()), part.size()};
  }

 private:
  format::Bytes rest_;
};

}  // namespace larder::fuzz

#endif  // LARDER_TESTS_FUZZ_READER_H
