// The generator Philox 4x32-10: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC11.
// Its counter's lower half counts within a sequence, its upper half counts sequences.
#ifndef LARDER_CUDART_RANDOM_PHILOX_HOST_H
#define LARDER_CUDART_RANDOM_PHILOX_HOST_H

#include "states.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace random {

/// Ten rounds: four random numbers for a counter and a key.
inline uint4 philox(uint4 counter, uint2 key) {
  for (int round = 0; round < 10; ++round) {
    const unsigned long long a = 0xd2511f53ull * counter.x;
    const unsigned long long b = 0xcd9e8d57ull * counter.z;
    counter = {static_cast<unsigned>(b >> 32) ^ counter.y ^ key.x, static_cast<unsigned>(b),
               static_cast<unsigned>(a >> 32) ^ counter.w ^ key.y, static_cast<unsigned>(a)};
    key = {key.x + 0x9e3779b9u, key.y + 0xbb67ae85u};
  }
  return counter;
}

/// Adds n to the number of 64 bits in two words; whether there is a carry.
inline bool add(unsigned& low, unsigned& high, unsigned long long n) {
  const unsigned long long old = static_cast<unsigned long long>(high) << 32 | low;
  const unsigned long long sum = old + n;
  low = static_cast<unsigned>(sum);
  high = static_cast<unsigned>(sum >> 32);
  return sum < old;
}

inline void move_to(curandStatePhilox4_32_10& state, unsigned long long blocks) {
  if (add(state.ctr.x, state.ctr.y, blocks)) add(state.ctr.z, state.ctr.w, 1);
  state.output = philox(state.ctr, state.key);
}

inline void skip(curandStatePhilox4_32_10& state, unsigned long long n) {
  const unsigned given_out = state.STATE + static_cast<unsigned>(n % 4);
  state.STATE = given_out % 4;
  move_to(state, n / 4 + given_out / 4);
}
inline void skip_sequence(curandStatePhilox4_32_10& state, unsigned long long n) {
  add(state.ctr.z, state.ctr.w, n);
  state.output = philox(state.ctr, state.key);
}

inline void init(curandStatePhilox4_32_10& state, unsigned long long seed,
                 unsigned long long subsequence, unsigned long long offset) {
  state = {};
  state.key = {static_cast<unsigned>(seed), static_cast<unsigned>(seed >> 32)};
  skip_sequence(state, subsequence);
  skip(state, offset);
}

inline unsigned next(curandStatePhilox4_32_10& state) {
  const unsigned numbers[] = {state.output.x, state.output.y, state.output.z, state.output.w};
  const unsigned out = numbers[state.STATE % 4];
  if (++state.STATE == 4) {
    state.STATE = 0;
    move_to(state, 1);
  }
  return out;
}

}  // namespace random
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_RANDOM_PHILOX_HOST_H
