#include "runtime/format/ed25519.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "runtime/format/sha512.h"

namespace larder::inline v1::format {
namespace {

__extension__ using Wide = unsigned __int128;
using Encoded = std::array<std::uint8_t, 32>;

// --- numbers modulo 2^255 - 19: five digits of 51 bits, each below 2^52 between calls ------------

using Number = std::array<std::uint64_t, 5>;
constexpr std::uint64_t kDigit = (std::uint64_t{1} << 51) - 1;
constexpr Number kZero = {0, 0, 0, 0, 0};
constexpr Number kOne = {1, 0, 0, 0, 0};
// The curve's d, and a square root of -1.
constexpr Number kD = {0x34dca135978a3, 0x1a8283b156ebd, 0x5e7a26001c029, 0x739c663a03cbb,
                       0x52036cee2b6ff};
constexpr Number kRootOfMinusOne = {0x61b274a0ea0b0, 0xd5a5fc8f189d, 0x7ef5e9cbd0c60,
                                    0x78595a6804c9e, 0x2b8324804fc1d};

Number carried(Number a) {
  for (std::size_t i = 0; i < 4; ++i) {
    a[i + 1] += a[i] >> 51;
    a[i] &= kDigit;
  }
  a[0] += 19 * (a[4] >> 51);
  a[4] &= kDigit;
  return a;
}

Number operator+(const Number& a, const Number& b) {
  Number sum;
  for (std::size_t i = 0; i < 5; ++i) sum[i] = a[i] + b[i];
  return carried(sum);
}

// Four times the modulus is added, so that no digit goes below zero.
Number operator-(const Number& a, const Number& b) {
  Number difference;
  for (std::size_t i = 0; i < 5; ++i) {
    difference[i] = a[i] + 4 * (i == 0 ? kDigit - 18 : kDigit) - b[i];
  }
  return carried(difference);
}

Number operator*(const Number& a, const Number& b) {
  Wide sums[5] = {};
  for (std::size_t i = 0; i < 5; ++i) {
    for (std::size_t j = 0; j < 5; ++j) {
      const std::uint64_t factor = i + j < 5 ? b[j] : 19 * b[j];
      sums[(i + j) % 5] += static_cast<Wide>(a[i]) * factor;
    }
  }
  Number product;
  Wide carry = 0;
  for (std::size_t i = 0; i < 5; ++i) {
    const Wide sum = sums[i] + carry;
    product[i] = static_cast<std::uint64_t>(sum) & kDigit;
    carry = sum >> 51;
  }
  const Wide first = product[0] + carry * 19;
  product[0] = static_cast<std::uint64_t>(first) & kDigit;
  product[1] += static_cast<std::uint64_t>(first >> 51);
  return product;
}

Number from_bytes(const Encoded& bytes) {
  Number number{};
  for (std::size_t bit = 0; bit < 255; ++bit) {
    number[bit / 51] |= static_cast<std::uint64_t>(bytes[bit / 8] >> bit % 8 & 1) << bit % 51;
  }
  return number;
}

// The canonical form: below the modulus.
Encoded to_bytes(Number a) {
  a = carried(carried(a));
  std::uint64_t over = (a[0] + 19) >> 51;  // whether adding 19 carries out of the last digit
  for (std::size_t i = 1; i < 5; ++i) over = (a[i] + over) >> 51;
  a[0] += 19 * over;
  for (std::size_t i = 0; i < 4; ++i) {
    a[i + 1] += a[i] >> 51;
    a[i] &= kDigit;
  }
  a[4] &= kDigit;
  Encoded bytes{};
  for (std::size_t bit = 0; bit < 255; ++bit) {
    const std::uint64_t value = a[bit / 51] >> bit % 51 & 1;
    bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] | value << bit % 8);
  }
  return bytes;
}

bool same(const Number& a, const Number& b) { return to_bytes(a) == to_bytes(b); }

// a to a power whose binary digits are `ones` ones, followed by `low` in `low_bits` bits.
Number power(const Number& a, int ones, unsigned low, int low_bits) {
  Number result = kOne;
  for (int i = 0; i < ones; ++i) result = result * result * a;
  for (int bit = low_bits - 1; bit >= 0; --bit) {
    result = result * result;
    if ((low >> bit & 1) != 0) result = result * a;
  }
  return result;
}

// To 2^255 - 21, and to 2^252 - 3.
Number inverse(const Number& a) { return power(a, 250, 0b01011, 5); }
Number root_power(const Number& a) { return power(a, 250, 0b01, 2); }

// --- points --------------------------------------------------------------------------------------

// In extended coordinates: x = X/Z, y = Y/Z, T = XY/Z.
struct Point {
  Number x, y, z, t;
};
constexpr Point kNeutral = {kZero, kOne, kOne, kZero};

// Complete: also valid for equal points, and for the neutral one.
Point operator+(const Point& p, const Point& q) {
  const Number a = (p.y - p.x) * (q.y - q.x);
  const Number b = (p.y + p.x) * (q.y + q.x);
  const Number c = p.t * (kD + kD) * q.t;
  const Number z = p.z * q.z;
  const Number e = b - a;
  const Number f = z + z - c;
  const Number g = z + z + c;
  const Number h = b + a;
  return {e * f, g * h, f * g, e * h};
}

Encoded encode(const Point& point) {
  const Number scale = inverse(point.z);
  Encoded bytes = to_bytes(point.y * scale);
  const bool odd = (to_bytes(point.x * scale)[0] & 1) != 0;
  bytes[31] = static_cast<std::uint8_t>(bytes[31] | (odd ? 0x80 : 0));
  return bytes;
}

// False if no point has this y.
bool decode(const Encoded& bytes, Point& point) {
  const Number y = from_bytes(bytes);
  const Number u = y * y - kOne;
  const Number v = kD * y * y + kOne;
  const Number v3 = v * v * v;
  Number x = u * v3 * root_power(u * v3 * v3 * v);
  const Number square = v * x * x;
  if (same(square, kZero - u)) {
    x = x * kRootOfMinusOne;
  } else if (!same(square, u)) {
    return false;
  }
  const bool odd = (to_bytes(x)[0] & 1) != 0;
  if (odd != ((bytes[31] & 0x80) != 0)) x = kZero - x;
  point = {x, y, kOne, x * y};
  return true;
}

Point negated(const Point& point) { return {kZero - point.x, point.y, point.z, kZero - point.t}; }

bool has_small_order(const Point& point) {
  const Point two = point + point;
  const Point four = two + two;
  const Point eight = four + four;
  return same(eight.x, kZero) && same(eight.y, eight.z);
}

// --- scalars, modulo the order of the group ------------------------------------------------------

using Scalar = std::array<std::uint64_t, 4>;
constexpr Scalar kOrder = {0x5812631a5cf5d3ed, 0x14def9dea2f79cd6, 0x0, 0x1000000000000000};

bool below_order(const Scalar& a) {
  return std::lexicographical_compare(a.rbegin(), a.rend(), kOrder.rbegin(), kOrder.rend());
}

// Appends one binary digit to `a`, which is below the order.
void append_bit(Scalar& a, std::uint64_t bit) {
  for (std::uint64_t& word : a) {
    const std::uint64_t next = word >> 63;
    word = word << 1 | bit;
    bit = next;
  }
  if (below_order(a)) return;
  Wide borrow = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const Wide difference = static_cast<Wide>(a[i]) - kOrder[i] - borrow;
    a[i] = static_cast<std::uint64_t>(difference);
    borrow = difference >> 64 & 1;
  }
}

Scalar reduced(const std::array<std::uint8_t, 64>& bytes) {
  Scalar scalar{};
  for (std::size_t bit = 512; bit-- > 0;) append_bit(scalar, bytes[bit / 8] >> bit % 8 & 1);
  return scalar;
}

bool bit_of(const Scalar& scalar, std::size_t bit) {
  return (scalar[bit / 64] >> bit % 64 & 1) != 0;
}

// s * p + h * q
Point combined(const Scalar& s, const Point& p, const Scalar& h, const Point& q) {
  const Point both = p + q;
  Point sum = kNeutral;
  for (std::size_t bit = 253; bit-- > 0;) {
    sum = sum + sum;
    const bool first = bit_of(s, bit);
    const bool second = bit_of(h, bit);
    if (first || second) sum = sum + (!second ? p : first ? both : q);
  }
  return sum;
}

Point base_point() {
  Encoded bytes;
  bytes.fill(0x66);
  bytes[0] = 0x58;
  Point point = kNeutral;
  (void)decode(bytes, point);
  return point;
}

bool is_shortest(const Encoded& bytes) {
  Encoded positive = bytes;
  positive[31] &= 0x7f;
  return to_bytes(from_bytes(bytes)) == positive;
}

}  // namespace

bool signature_is_right(std::span<const std::uint8_t, 64> signature,
                        std::span<const std::byte> message, std::span<const std::uint8_t, 32> key) {
  Encoded commitment;
  Encoded owner;
  Scalar s;
  std::copy_n(signature.begin(), commitment.size(), commitment.begin());
  std::copy(key.begin(), key.end(), owner.begin());
  std::memcpy(s.data(), signature.data() + commitment.size(), sizeof s);
  Point point;
  if (!below_order(s) || !is_shortest(owner) || !decode(owner, point)) return false;
  const Scalar h = reduced(
      sha512({std::as_bytes(std::span(commitment)), std::as_bytes(std::span(owner)), message}));
  const Point expected = combined(s, base_point(), h, negated(point));
  return !has_small_order(point) && !has_small_order(expected) && encode(expected) == commitment;
}

}  // namespace larder::inline v1::format
