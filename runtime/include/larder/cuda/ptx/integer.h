// PTX's integer instructions, for every width that they have.
#ifndef LARDER_CUDA_PTX_INTEGER_H
#define LARDER_CUDA_PTX_INTEGER_H

#include <cstdint>
#include <limits>
#include <type_traits>

#include "registers.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

template <class T>
inline constexpr unsigned kWidth = sizeof(T) * 8;

/// The type of twice the width.
template <class T>
using Double = std::conditional_t<
    std::is_signed_v<T>,
    std::conditional_t<sizeof(T) == 8, Int128,
                       std::conditional_t<sizeof(T) == 4, std::int64_t, std::int32_t>>,
    std::conditional_t<sizeof(T) == 8, Uint128,
                       std::conditional_t<sizeof(T) == 4, std::uint64_t, std::uint32_t>>>;

// Results wrap around: they are computed without a sign.
template <class T>
constexpr T add(T a, T b) {
  return static_cast<T>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}
template <class T>
constexpr T subtract(T a, T b) {
  return static_cast<T>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}
template <class T>
constexpr T negate(T a) {
  return subtract(T{0}, a);
}
template <class T>
constexpr T absolute(T a) {
  return a < 0 ? negate(a) : a;
}

/// The nearest value in the range of T.
template <class T, class Wide>
constexpr T clamped(Wide value) {
  using Limits = std::numeric_limits<T>;
  if (value > static_cast<Wide>(Limits::max())) return Limits::max();
  if (value < static_cast<Wide>(Limits::min())) return Limits::min();
  return static_cast<T>(value);
}
constexpr std::int32_t add_saturating(std::int32_t a, std::int32_t b) {
  return clamped<std::int32_t>(std::int64_t{a} + b);
}
constexpr std::int32_t subtract_saturating(std::int32_t a, std::int32_t b) {
  return clamped<std::int32_t>(std::int64_t{a} - b);
}

// With the carry flag: of a sum, or the borrow of a difference.
template <class T>
T add_setting(T a, T b, Carry& carry) {
  const T sum = add(a, b);
  carry.flag = sum < a;
  return sum;
}
template <class T>
T add_carried(T a, T b, const Carry& carry) {
  return add(add(a, b), static_cast<T>(carry.flag));
}
template <class T>
T add_carried_setting(T a, T b, Carry& carry) {
  const T sum = add_carried(a, b, carry);
  carry.flag = sum < a || (carry.flag && sum == a);
  return sum;
}
template <class T>
T subtract_setting(T a, T b, Carry& carry) {
  carry.flag = a < b;
  return subtract(a, b);
}
template <class T>
T subtract_carried(T a, T b, const Carry& carry) {
  return subtract(subtract(a, b), static_cast<T>(carry.flag));
}
template <class T>
T subtract_carried_setting(T a, T b, Carry& carry) {
  const T difference = subtract_carried(a, b, carry);
  carry.flag = a < b || (carry.flag && a == b);
  return difference;
}

template <class T>
constexpr Double<T> multiply_wide(T a, T b) {
  return static_cast<Double<T>>(a) * static_cast<Double<T>>(b);
}
template <class T>
constexpr T multiply_low(T a, T b) {
  return static_cast<T>(static_cast<std::uint64_t>(a) * static_cast<std::uint64_t>(b));
}
template <class T>
constexpr T multiply_high(T a, T b) {
  return static_cast<T>(multiply_wide(a, b) >> kWidth<T>);
}
/// The low 32 bits, or those from 16 on, of a product of 24 bits each.
template <class T>
constexpr T multiply_24(T a, T b, bool high) {
  const auto low_24 = [](T x) -> std::int64_t {
    const auto bits = static_cast<std::uint32_t>(x) << 8;
    return std::is_signed_v<T> ? std::int64_t{static_cast<std::int32_t>(bits) >> 8}
                               : std::int64_t{bits >> 8};
  };
  return static_cast<T>((low_24(a) * low_24(b)) >> (high ? 16 : 0));
}
template <class T>
constexpr T absolute_difference(T a, T b) {
  return a > b ? subtract(a, b) : subtract(b, a);
}

using simulator::larger;
using simulator::smaller;

/// A quotient by 0 has all bits set, as on GPUs; PTX leaves it open.
template <class T>
constexpr T divide(T a, T b) {
  if (b == 0) return static_cast<T>(~std::uint64_t{0});
  if (std::is_signed_v<T> && b == static_cast<T>(-1)) return negate(a);
  return static_cast<T>(a / b);
}
template <class T>
constexpr T remainder(T a, T b) {
  if (b == 0) return a;
  if (std::is_signed_v<T> && b == static_cast<T>(-1)) return 0;
  return static_cast<T>(a % b);
}

template <class T>
std::uint32_t set_bits(T a) {
  return static_cast<std::uint32_t>(__builtin_popcountll(a));
}
template <class T>
std::uint32_t leading_zeros_of(T a) {
  const int count = leading_zeros(static_cast<unsigned long long>(a));
  return static_cast<std::uint32_t>(count) - (64 - kWidth<T>);
}
/// The position of the top bit that differs from the sign, or of the top bit set; -1: none.
template <class T>
std::uint32_t find_top_bit(T a) {
  const bool negative = std::is_signed_v<T> && a < 0;
  const auto bits = static_cast<std::make_unsigned_t<T>>(negative ? ~a : a);
  return kWidth<T> - 1 - leading_zeros_of(bits);
}
/// The distance of that bit from the top; -1: none.
template <class T>
std::uint32_t find_top_bit_shift(T a) {
  const std::uint32_t position = find_top_bit(a);
  return position == ~0u ? position : kWidth<T> - 1 - position;
}

constexpr std::uint64_t low_bits(unsigned count) {
  return count < 64 ? (std::uint64_t{1} << count) - 1 : ~std::uint64_t{0};
}
/// `length` bits of `a` from `position` on, extended by the sign of the topmost.
template <class T>
T extract_bits(T a, std::uint32_t position, std::uint32_t length) {
  position &= 0xff;
  length &= 0xff;
  constexpr unsigned top = kWidth<T> - 1;
  using Bits = std::make_unsigned_t<T>;
  const auto bits = static_cast<Bits>(a);
  const unsigned last = position + length - 1 < top ? position + length - 1 : top;
  const bool sign = std::is_signed_v<T> && length != 0 && (bits >> last & 1) != 0;
  const unsigned there = position > top ? 0 : top + 1 - position;
  const std::uint64_t kept = low_bits(length < there ? length : there);
  const std::uint64_t field = position > top ? 0 : bits >> position & kept;
  return static_cast<T>(sign ? field | ~kept : field);
}
/// `b` with `length` bits from `position` on replaced by the low ones of `a`.
template <class T>
T insert_bits(T a, T b, std::uint32_t position, std::uint32_t length) {
  position &= 0xff;
  length &= 0xff;
  if (position >= kWidth<T>) return b;
  const std::uint64_t field = low_bits(length) << position;
  return static_cast<T>((b & ~field) | (std::uint64_t{a} << position & field));
}

/// A bit of `table` for each bit of a, b and c, of which a is the high bit of the index.
inline std::uint32_t logic_of_three(std::uint32_t a, std::uint32_t b, std::uint32_t c,
                                    std::uint32_t table) {
  std::uint32_t out = 0;
  for (unsigned i = 0; i < 8; ++i) {
    const std::uint32_t row =
        ((i & 4) != 0 ? a : ~a) & ((i & 2) != 0 ? b : ~b) & ((i & 1) != 0 ? c : ~c);
    out |= (table >> i & 1) != 0 ? row : 0;
  }
  return out;
}

/// PTX's modes of prmt: the selectors for each of the four values of its third operand.
struct PermuteMode {
  std::uint32_t selectors[4];
};
inline constexpr PermuteMode kForward4Extract{{0x3210, 0x4321, 0x5432, 0x6543}};
inline constexpr PermuteMode kBackward4Extract{{0x5670, 0x6701, 0x7012, 0x0123}};
inline constexpr PermuteMode kReplicate8{{0x0000, 0x1111, 0x2222, 0x3333}};
inline constexpr PermuteMode kEdgeClampLeft{{0x3210, 0x3211, 0x3222, 0x3333}};
inline constexpr PermuteMode kEdgeClampRight{{0x0000, 0x1110, 0x2210, 0x3210}};
inline constexpr PermuteMode kReplicate16{{0x1010, 0x3232, 0x1010, 0x3232}};
inline std::uint32_t permute_bytes(const PermuteMode& mode, std::uint32_t a, std::uint32_t b,
                                   std::uint32_t selector) {
  return selected_bytes(a, b, mode.selectors[selector & 3]);
}

/// `sum` and the products of four pairs of bytes.
template <class A, class B, class Sum>
Sum dot_all_bytes(std::uint32_t a, std::uint32_t b, Sum sum) {
  return add(sum, dot_bytes<A, B>(a, b, Sum{0}));
}
/// `sum` and the products of the two halves of `a` and the two low bytes of `b`.
template <class Half, class Byte, class Sum>
Sum dot_halves(std::uint32_t a, std::uint32_t b, Sum sum) {
  for (unsigned i = 0; i < 2; ++i) {
    const auto x = static_cast<Sum>(static_cast<Half>(a >> 16 * i));
    sum = add(sum, multiply_low(x, static_cast<Sum>(static_cast<Byte>(b >> 8 * i))));
  }
  return sum;
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_INTEGER_H
