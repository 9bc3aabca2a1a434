#include "tests/bench/cpu/openmp/streams.h"

namespace larder::bench::openmp {

void saxpy(int n, float a, const float* __restrict x, float* __restrict y) {
#pragma omp parallel for simd schedule(static)
  for (int i = 0; i < n; ++i) y[i] = a * x[i] + y[i];
}

void triad(double* __restrict a, const double* __restrict b, const double* __restrict c,
           double scalar, int n) {
#pragma omp parallel for simd schedule(static)
  for (int i = 0; i < n; ++i) a[i] = b[i] + scalar * c[i];
}

void count_bits(const unsigned* __restrict words, int* __restrict counts, int n) {
#pragma omp parallel for simd schedule(static)
  for (int i = 0; i < n; ++i) counts[i] = __builtin_popcount(words[i]);
}

}  // namespace larder::bench::openmp
