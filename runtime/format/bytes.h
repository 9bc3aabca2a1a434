// Reads and writes little-endian numbers in byte spans, whatever the machine's own byte order.
//
// Reads are unchecked single accesses: every caller checks once, from sizes, that a whole header
// or table lies inside the span (see `fits`), so that a look-up does not pay for it again.
#ifndef LARDER_FORMAT_BYTES_H
#define LARDER_FORMAT_BYTES_H

#include <algorithm>
#include <bit>
#include <cassert>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace larder::inline v1::format {

using Bytes = std::span<const std::byte>;

/// Whether `size` bytes from `offset` on lie inside `total` bytes, without a sum that could wrap.
[[nodiscard]] constexpr bool fits(std::uint64_t offset, std::uint64_t size, std::uint64_t total) {
  return offset <= total && size <= total - offset;
}

/// `value` rounded up to a multiple of `unit`, a power of two; the caller keeps it far from 2^64.
[[nodiscard]] constexpr std::uint64_t round_up(std::uint64_t value, std::uint64_t unit) {
  return (value + unit - 1) & ~(unit - 1);
}

/// The number at `offset`, which the caller has checked to lie inside `bytes`.
template <std::unsigned_integral T>
[[nodiscard]] T load(Bytes bytes, std::uint64_t offset) {
  assert(fits(offset, sizeof(T), bytes.size()));
  T value = 0;
  if constexpr (std::endian::native == std::endian::little) {
    std::memcpy(&value, bytes.data() + offset, sizeof(T));  // compilers don't recognise the loop
    return value;
  }
  for (std::size_t i = 0; i < sizeof(T); ++i) {
    const auto byte = std::to_integer<std::uint64_t>(bytes[static_cast<std::size_t>(offset) + i]);
    value = static_cast<T>(value | static_cast<T>(byte << (8 * i)));
  }
  return value;
}

/// The number whose most significant byte is at `offset`; the other 7 follow.
[[nodiscard]] inline std::uint64_t load_big_endian(Bytes bytes, std::uint64_t offset) {
  auto value = load<std::uint64_t>(bytes, offset);
  value = value << 32 | value >> 32;
  value = (value & 0x0000ffff0000ffff) << 16 | (value >> 16 & 0x0000ffff0000ffff);
  return (value & 0x00ff00ff00ff00ff) << 8 | (value >> 8 & 0x00ff00ff00ff00ff);
}

/// Tells the processor that the first of these bytes will be read soon.
inline void prefetch(Bytes bytes) { __builtin_prefetch(bytes.data()); }

[[nodiscard]] inline bool all_zero(Bytes bytes) {
  if (bytes.empty()) return true;
  // The first byte is zero, and each equals the one before it.
  return bytes.front() == std::byte{0} &&
         std::memcmp(bytes.data(), bytes.data() + 1, bytes.size() - 1) == 0;
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

}  // namespace larder::inline v1::format

#endif  // LARDER_FORMAT_BYTES_H
