#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_ROWS_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_ROWS_H

namespace larder::bench::openmp {

void softmax(const float* in, float* out, int rows, int columns);
void layer_norm(const float* in, const float* scale, const float* shift, float* out, int rows,
                int columns);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_ROWS_H
