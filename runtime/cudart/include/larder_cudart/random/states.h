// The states of cuRAND's generators. Programs allocate memory by their sizes and hand it to kernels
// on both devices, so they are laid out as CUDA's.
#ifndef LARDER_CUDART_RANDOM_STATES_H
#define LARDER_CUDART_RANDOM_STATES_H

// The second number of a pair of normal ones, until it is asked for. A flag is 0 if there is none.
#define LARDER_RANDOM_EXTRA  \
  int boxmuller_flag;        \
  int boxmuller_flag_double; \
  float boxmuller_extra;     \
  double boxmuller_extra_double;

struct curandStateXORWOW {
  unsigned int d, v[5];
  LARDER_RANDOM_EXTRA
};
typedef struct curandStateXORWOW curandStateXORWOW_t;
typedef struct curandStateXORWOW curandState_t;
typedef struct curandStateXORWOW curandState;

struct curandStatePhilox4_32_10 {
  uint4 ctr;     // of the numbers in `output`
  uint4 output;  // four numbers,
  uint2 key;
  unsigned int STATE;  // of which this many are given out
  LARDER_RANDOM_EXTRA
};
typedef struct curandStatePhilox4_32_10 curandStatePhilox4_32_10_t;

struct curandStateMRG32k3a {
  unsigned int s1[3], s2[3];
  LARDER_RANDOM_EXTRA
};
typedef struct curandStateMRG32k3a curandStateMRG32k3a_t;

#undef LARDER_RANDOM_EXTRA

#endif  // LARDER_CUDART_RANDOM_STATES_H
