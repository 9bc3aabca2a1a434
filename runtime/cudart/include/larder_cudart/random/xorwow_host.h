// The generator XORWOW: Marsaglia, "Xorshift RNGs", J. of Statistical Software 8 (2003), 14.
//
// Its five words are a linear recurrence over bits. So n steps are a polynomial of single steps:
// x^n modulo the recurrence's characteristic polynomial.
#ifndef LARDER_CUDART_RANDOM_XORWOW_HOST_H
#define LARDER_CUDART_RANDOM_XORWOW_HOST_H

#include <array>
#include <cstdint>

#include "states.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace random {

inline constexpr unsigned kWeyl = 362437;        // what each step adds
inline constexpr unsigned kSequenceLength = 67;  // a sequence has 2^67 numbers

/// The word that follows five others, of which only the first and the last count.
inline unsigned xorshift(unsigned first, unsigned last) {
  const unsigned mixed = first ^ (first >> 2);
  return last ^ (last << 4) ^ mixed ^ (mixed << 1);
}

inline unsigned next(curandStateXORWOW& state) {
  const unsigned word = xorshift(state.v[0], state.v[4]);
  for (int i = 0; i < 4; ++i) state.v[i] = state.v[i + 1];
  state.v[4] = word;
  state.d += kWeyl;
  return word + state.d;
}

/// A polynomial over bits, of a degree below 160; the lowest bit of the first word is x^0.
using Steps = std::array<std::uint32_t, 5>;

inline bool bit(const std::uint32_t* words, unsigned at) { return (words[at / 32] >> at % 32) & 1; }

/// The square modulo the characteristic polynomial, which is x^160 and these.
inline Steps squared(const Steps& steps) {
  constexpr Steps kLower{0x00060001, 0x08610030, 0x00062121, 0x0f3c0035, 0x00000f0e};
  std::array<std::uint32_t, 11> wide{};
  for (unsigned i = 0; i < 160; ++i)
    if (bit(steps.data(), i)) wide[2 * i / 32] |= 1u << 2 * i % 32;
  for (unsigned i = 319; i >= 160; --i) {
    if (!bit(wide.data(), i)) continue;
    const unsigned word = (i - 160) / 32;
    const unsigned shift = (i - 160) % 32;
    for (unsigned j = 0; j < 5; ++j) {
      const std::uint64_t moved = std::uint64_t{kLower[j]} << shift;
      wide[word + j] ^= static_cast<std::uint32_t>(moved);
      wide[word + j + 1] ^= static_cast<std::uint32_t>(moved >> 32);
    }
  }
  return {wide[0], wide[1], wide[2], wide[3], wide[4]};
}

/// 2^k steps, for all k that a program can ask for. Made at the first use.
inline const std::array<Steps, kSequenceLength + 64>& powers_of_two() {
  static const auto kPowers = [] {
    std::array<Steps, kSequenceLength + 64> out{};
    out[0] = {2};
    for (unsigned k = 1; k < out.size(); ++k) out[k] = squared(out[k - 1]);
    return out;
  }();
  return kPowers;
}

inline void take(curandStateXORWOW& state, const Steps& steps) {
  std::array<unsigned, 164> words{};
  for (unsigned i = 0; i < 5; ++i) words[i] = state.v[i];
  for (unsigned i = 5; i < words.size(); ++i) words[i] = xorshift(words[i - 5], words[i - 1]);
  std::array<unsigned, 5> sum{};
  for (unsigned i = 0; i < 160; ++i) {
    const unsigned mask = bit(steps.data(), i) ? ~0u : 0;
    for (unsigned j = 0; j < 5; ++j) sum[j] ^= words[i + j] & mask;
  }
  for (unsigned i = 0; i < 5; ++i) state.v[i] = sum[i];
}

/// n * 2^first steps, of the linear part alone.
inline void take_times(curandStateXORWOW& state, unsigned long long n, unsigned first) {
  for (unsigned k = first; n != 0; n >>= 1, ++k)
    if (n & 1) take(state, powers_of_two()[k]);
}

inline void skip(curandStateXORWOW& state, unsigned long long n) {
  take_times(state, n, 0);
  state.d += kWeyl * static_cast<unsigned>(n);
}
/// What the steps add is a multiple of 2^67 here, which is 0.
inline void skip_sequence(curandStateXORWOW& state, unsigned long long n) {
  take_times(state, n, kSequenceLength);
}

/// The words of cuRAND for this seed: Marsaglia's, changed by its two halves.
inline void init(curandStateXORWOW& state, unsigned long long seed, unsigned long long subsequence,
                 unsigned long long offset) {
  const unsigned low = 1099087573u * (static_cast<unsigned>(seed) ^ 0xaad26b49u);
  const unsigned high = 2591861531u * (static_cast<unsigned>(seed >> 32) ^ 0xf7dcefddu);
  state = {
      6615241u + low + high,
      {123456789u + low, 362436069u ^ low, 521288629u + high, 88675123u ^ high, 5783321u + low},
      0,
      0,
      0,
      0};
  skip_sequence(state, subsequence);
  skip(state, offset);
}

}  // namespace random
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_RANDOM_XORWOW_HOST_H
