// Little-endian numbers in and out of byte spans, whatever the machine's own byte order.
//
// Reads are unchecked single accesses: every caller proves once, from sizes, that a whole header
// or table lies inside the span (see `fits`), so that a lookup does not pay for it again.
#ifndef LARDER_FORMAT_BYTES_H
#define LARDER_FORMAT_BYTES_H

#include <algorithm>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace larder::format {

using Bytes = std::span<const std::byte>;

/// Whether `size` bytes from `offset` on lie inside `total` bytes; no sum that could wrap.
[[nodiscard]] constexpr bool fits(std::uint64_t offset, std::uint64_t size, std::uint64_t total) {
  return offset <= total && size <= total - offset;
}

/// `value` rounded up to a multiple of `unit`, a power of two; the caller keeps it far from 2^64.
[[nodiscard]] constexpr std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) {
  return (value + unit - 1) & ~(unit - 1);
}

/// The number at `offset`, which the caller has proved to lie inside `bytes`.
template <std::unsigned_integral T>
[[nodiscard]] T load(Bytes bytes, std::uint64_t offset) {
  assert(fits(offset, sizeof(T), bytes.size()));
  T value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    const auto byte = std::to_integer<std::uint64_t>(bytes[static_cast<std::size_t>(offset) + i]);
    value = static_cast<T>(value | static_cast<T>(byte << (8 * i)));
  }
  return value;
}

[[nodiscard]] inline bool all_zero(Bytes bytes) {
  return std::ranges::all_of(bytes, [](std::byte byte) { return byte == std::byte{0}; });
}

[[nodiscard]] inline Bytes as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::byte*>(text.data()), text.size()};
}

/// Appends to a growing vector.
class Writer {
 public:
  template <std::unsigned_integral T>
  void number(T value) {
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      out_.push_back(static_cast<std::byte>((static_cast<std::uint64_t>(value) >> (8 * i)) & 0xff));
    }
  }
  void bytes(Bytes bytes) { out_.insert(out_.end(), bytes.begin(), bytes.end()); }
  void zeros(std::size_t count) { out_.resize(out_.size() + count); }
  /// Zeros up to the next multiple of `unit`, a power of two.
  void pad(std::uint64_t unit) { out_.resize(round_up(out_.size(), unit)); }
  [[nodiscard]] std::size_t size() const { return out_.size(); }
  [[nodiscard]] Bytes view() const { return out_; }
  [[nodiscard]] std::vector<std::byte> take() && { return std::move(out_); }

 private:
  std::vector<std::byte> out_;
};

}  // namespace larder::format

#endif  // LARDER_FORMAT_BYTES_H
