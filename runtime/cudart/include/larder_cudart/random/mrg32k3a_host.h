// The generator MRG32k3a: L'Ecuyer, "Good parameters and implementations for combined multiple
// recursive random number generators", Operations Research 47 (1999), 1. A subsequence has 2^76
// numbers, a sequence 2^127, as in L'Ecuyer et al., Operations Research 50 (2002), 6.
#ifndef LARDER_CUDART_RANDOM_MRG32K3A_HOST_H
#define LARDER_CUDART_RANDOM_MRG32K3A_HOST_H

#include <array>
#include <cstdint>

#include "states.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace random {

/// Factors of the next state of three numbers, modulo `modulus`.
struct Recurrence {
  std::array<std::array<std::uint64_t, 3>, 3> rows;
  std::uint64_t modulus;
};
inline constexpr std::uint64_t kModulus1 = 4294967087;
inline constexpr std::uint64_t kModulus2 = 4294944443;
inline constexpr Recurrence kRecurrence1{{{{0, 1, 0}, {0, 0, 1}, {kModulus1 - 810728, 1403580, 0}}},
                                         kModulus1};
inline constexpr Recurrence kRecurrence2{{{{0, 1, 0}, {0, 0, 1}, {kModulus2 - 1370589, 0, 527612}}},
                                         kModulus2};

/// One row times a state: each product is below 2^64, and reduced before the next is added.
template <class Number>
std::uint64_t product(const std::array<std::uint64_t, 3>& row, const Number& a, const Number& b,
                      const Number& c, std::uint64_t modulus) {
  return (row[0] * a % modulus + row[1] * b % modulus + row[2] * c % modulus) % modulus;
}

inline Recurrence squared(const Recurrence& step) {
  Recurrence out = step;
  for (int i = 0; i < 3; ++i)
    for (int j = 0; j < 3; ++j)
      out.rows[i][j] =
          product(step.rows[i], step.rows[0][j], step.rows[1][j], step.rows[2][j], step.modulus);
  return out;
}

inline void take(unsigned (&state)[3], const Recurrence& step) {
  const unsigned old[] = {state[0], state[1], state[2]};
  for (int i = 0; i < 3; ++i)
    state[i] = static_cast<unsigned>(product(step.rows[i], old[0], old[1], old[2], step.modulus));
}

/// 2^k steps, for all k that a program can ask for. Made at the first use.
template <const Recurrence& kStep>
const std::array<Recurrence, 127 + 64>& powers_of_two() {
  static const auto kPowers = [] {
    std::array<Recurrence, 127 + 64> out{};
    out[0] = kStep;
    for (unsigned k = 1; k < out.size(); ++k) out[k] = squared(out[k - 1]);
    return out;
  }();
  return kPowers;
}

/// n * 2^first steps.
inline void take_times(curandStateMRG32k3a& state, unsigned long long n, unsigned first) {
  for (unsigned k = first; n != 0; n >>= 1, ++k) {
    if ((n & 1) == 0) continue;
    take(state.s1, powers_of_two<kRecurrence1>()[k]);
    take(state.s2, powers_of_two<kRecurrence2>()[k]);
  }
}
inline void skip(curandStateMRG32k3a& state, unsigned long long n) { take_times(state, n, 0); }
inline void skip_subsequence(curandStateMRG32k3a& state, unsigned long long n) {
  take_times(state, n, 76);
}
inline void skip_sequence(curandStateMRG32k3a& state, unsigned long long n) {
  take_times(state, n, 127);
}

/// 12345 in all places for the seed 0; else these times the two halves of the seed.
inline void init(curandStateMRG32k3a& state, unsigned long long seed,
                 unsigned long long subsequence, unsigned long long offset) {
  const std::uint64_t low = seed == 0 ? 1 : static_cast<unsigned>(seed) ^ 0x55555555u;
  const std::uint64_t high = seed == 0 ? 1 : static_cast<unsigned>(seed >> 32) ^ 0xaaaaaaaau;
  state = {};
  for (int i = 0; i < 3; ++i) {
    state.s1[i] = static_cast<unsigned>((i % 2 == 0 ? low : high) * 12345 % kModulus1);
    state.s2[i] = static_cast<unsigned>((i % 2 == 0 ? high : low) * 12345 % kModulus2);
  }
  skip_subsequence(state, subsequence);
  skip(state, offset);
}

/// The number follows the last of the three, and the first is forgotten.
inline void push(unsigned (&state)[3], std::uint64_t number) {
  state[0] = state[1];
  state[1] = state[2];
  state[2] = static_cast<unsigned>(number);
}

/// The next number: 1 to 4294967087. One step of both recurrences, without a matrix.
inline double next_number(curandStateMRG32k3a& state) {
  push(state.s1,
       (1403580 * std::uint64_t{state.s1[1]} + 810728 * (kModulus1 - state.s1[0])) % kModulus1);
  push(state.s2,
       (527612 * std::uint64_t{state.s2[2]} + 1370589 * (kModulus2 - state.s2[0])) % kModulus2);
  const std::int64_t difference = std::int64_t{state.s1[2]} - std::int64_t{state.s2[2]};
  return static_cast<double>(difference > 0 ? difference
                                            : difference + static_cast<std::int64_t>(kModulus1));
}

/// The number, stretched over all 32 bits.
inline unsigned next(curandStateMRG32k3a& state) {
  return static_cast<unsigned>(next_number(state) * 1.000000048662);
}

}  // namespace random
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_RANDOM_MRG32K3A_HOST_H
