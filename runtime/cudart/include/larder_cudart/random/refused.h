// What cuRAND has for kernels and Larder has not: names whose use is an error that says so.
#ifndef LARDER_CUDART_RANDOM_REFUSED_H
#define LARDER_CUDART_RANDOM_REFUSED_H

#define LARDER_RANDOM_ABSENT(what)                                                \
  __attribute__((unavailable("Larder does not have cuRAND's " what                \
                             "; it has uniform, normal and log-normal numbers of" \
                             " XORWOW, Philox 4x32-10 and MRG32k3a")))

// NOLINTBEGIN(bugprone-macro-parentheses): the arguments are names.
#define LARDER_RANDOM_NO_STATE(name, what)   \
  struct LARDER_RANDOM_ABSENT(what) name {}; \
  struct LARDER_RANDOM_ABSENT(what) name##_t {};
// NOLINTEND(bugprone-macro-parentheses)
LARDER_RANDOM_NO_STATE(curandStateSobol32, "Sobol' generators")
LARDER_RANDOM_NO_STATE(curandStateSobol64, "Sobol' generators")
LARDER_RANDOM_NO_STATE(curandStateScrambledSobol32, "Sobol' generators")
LARDER_RANDOM_NO_STATE(curandStateScrambledSobol64, "Sobol' generators")
LARDER_RANDOM_NO_STATE(curandStateMtgp32, "MTGP32 generator")
#undef LARDER_RANDOM_NO_STATE

#define LARDER_RANDOM_NO_DISTRIBUTION(result, name, what) \
  template <class State, class Parameter>                 \
  LARDER_RANDOM_ABSENT(what)                              \
  __device__ result name(State* state, Parameter parameter);
LARDER_RANDOM_NO_DISTRIBUTION(unsigned int, curand_poisson, "Poisson distribution")
LARDER_RANDOM_NO_DISTRIBUTION(uint4, curand_poisson4, "Poisson distribution")
LARDER_RANDOM_NO_DISTRIBUTION(unsigned int, curand_discrete, "discrete distributions")
LARDER_RANDOM_NO_DISTRIBUTION(uint4, curand_discrete4, "discrete distributions")
#undef LARDER_RANDOM_NO_DISTRIBUTION
#undef LARDER_RANDOM_ABSENT

#endif  // LARDER_CUDART_RANDOM_REFUSED_H
