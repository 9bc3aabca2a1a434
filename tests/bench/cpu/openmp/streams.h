#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_STREAMS_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_STREAMS_H

namespace larder::bench::openmp {

void saxpy(int n, float a, const float* x, float* y);
void triad(double* a, const double* b, const double* c, double scalar, int n);
void count_bits(const unsigned* words, int* counts, int n);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_STREAMS_H
