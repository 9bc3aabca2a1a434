#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_SPARSE_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_SPARSE_H

namespace larder::bench::openmp {

void multiply_csr(int rows, const int* starts, const int* columns, const float* values,
                  const float* x, float* y);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_SPARSE_H
