#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_MATRICES_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_MATRICES_H

namespace larder::bench::openmp {

// Of n x n elements, n a multiple of 64 (32 for lud).
void multiply(const float* a, const float* b, float* c, int n);
void transpose(const float* in, float* out, int n);
/// In place: U and, below the diagonal, L.
void lud(float* m, int n);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_MATRICES_H
