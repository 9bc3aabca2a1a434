// cuRAND's functions of a generator's state, as rows (larder/cuda/dialect.h).
#ifndef LARDER_CUDART_RANDOM_FUNCTIONS_H
#define LARDER_CUDART_RANDOM_FUNCTIONS_H

#include "states.h"

#if !defined(LARDER_SCAN)
#include "distributions_host.h"
#include "mrg32k3a_host.h"
#include "philox_host.h"
#include "xorwow_host.h"
#endif

// NOLINTBEGIN(bugprone-macro-parentheses): the arguments are types.
// A function of a state and of what a program adds.
#define LARDER_RANDOM(State, result, name, function) \
  LARDER_DEVICE(result, name, (State * state), larder::simulator::random::function(*state))
#define LARDER_RANDOM_SKIP(State, name, function)                 \
  LARDER_DEVICE(void, name, (unsigned long long n, State* state), \
                larder::simulator::random::function(*state, n))
#define LARDER_RANDOM_LOG(State, result, real, name, function)            \
  LARDER_DEVICE(result, name, (State * state, real mean, real deviation), \
                larder::simulator::random::function(*state, mean, deviation))

// curand_init: the numbers of `seed`, of its part `subsequence`, behind `offset` numbers; these
// two are skipped as by skipahead_sequence (skipahead_subsequence for MRG32k3a) and skipahead.
// curand: 32 bits. The others: uniform numbers in (0, 1], normal and log-normal ones.
// clang-format off
#define LARDER_RANDOM_GENERATOR(State)                                                            \
  LARDER_DEVICE(void, curand_init,                                                                \
                (unsigned long long seed, unsigned long long subsequence,                         \
                 unsigned long long offset, State * state),                                       \
                larder::simulator::random::init(*state, seed, subsequence, offset))               \
  LARDER_RANDOM_SKIP(State, skipahead, skip)                                                      \
  LARDER_RANDOM_SKIP(State, skipahead_sequence, skip_sequence)                                    \
  LARDER_RANDOM(State, unsigned int, curand, next)                                                \
  LARDER_RANDOM(State, float, curand_uniform, uniform)                                            \
  LARDER_RANDOM(State, double, curand_uniform_double, uniform_double)                             \
  LARDER_RANDOM(State, float, curand_normal, normal<float>)                                       \
  LARDER_RANDOM(State, float2, curand_normal2, normal2<float>)                                    \
  LARDER_RANDOM(State, double, curand_normal_double, normal<double>)                              \
  LARDER_RANDOM(State, double2, curand_normal2_double, normal2<double>)                           \
  LARDER_RANDOM_LOG(State, float, float, curand_log_normal, log_normal<float>)                    \
  LARDER_RANDOM_LOG(State, float2, float, curand_log_normal2, log_normal2<float>)                 \
  LARDER_RANDOM_LOG(State, double, double, curand_log_normal_double, log_normal<double>)          \
  LARDER_RANDOM_LOG(State, double2, double, curand_log_normal2_double, log_normal2<double>)
// clang-format on
// NOLINTEND(bugprone-macro-parentheses)
LARDER_RANDOM_GENERATOR(curandStateXORWOW_t)
LARDER_RANDOM_GENERATOR(curandStatePhilox4_32_10_t)
LARDER_RANDOM_GENERATOR(curandStateMRG32k3a_t)
#undef LARDER_RANDOM_GENERATOR

LARDER_RANDOM_SKIP(curandStateMRG32k3a_t, skipahead_subsequence, skip_subsequence)

// The four at a time.
LARDER_RANDOM(curandStatePhilox4_32_10_t, uint4, curand4, next4)
LARDER_RANDOM(curandStatePhilox4_32_10_t, float4, curand_uniform4, uniform4)
LARDER_RANDOM(curandStatePhilox4_32_10_t, double2, curand_uniform2_double, uniform2_double)
LARDER_RANDOM(curandStatePhilox4_32_10_t, double4, curand_uniform4_double, uniform4_double)
LARDER_RANDOM(curandStatePhilox4_32_10_t, float4, curand_normal4, normal4<float>)
LARDER_RANDOM(curandStatePhilox4_32_10_t, double4, curand_normal4_double, normal4<double>)
LARDER_RANDOM_LOG(curandStatePhilox4_32_10_t, float4, float, curand_log_normal4, log_normal4<float>)
LARDER_RANDOM_LOG(curandStatePhilox4_32_10_t, double4, double, curand_log_normal4_double,
                  log_normal4<double>)

#undef LARDER_RANDOM_LOG
#undef LARDER_RANDOM_SKIP
#undef LARDER_RANDOM

#endif  // LARDER_CUDART_RANDOM_FUNCTIONS_H
