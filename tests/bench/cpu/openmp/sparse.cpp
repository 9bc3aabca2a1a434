#include "tests/bench/cpu/openmp/sparse.h"

namespace larder::bench::openmp {

// One element after the other: gathering costs more than it saves in rows this short.
void multiply_csr(int rows, const int* __restrict starts, const int* __restrict columns,
                  const float* __restrict values, const float* __restrict x, float* __restrict y) {
#pragma omp parallel for schedule(static)
  for (int row = 0; row < rows; ++row) {
    const int end = starts[row + 1];
    float sum = 0;
    for (int i = starts[row]; i < end; ++i) {
      sum += values[i] * x[columns[i]];
      asm volatile("");  // g++ would gather
    }
    y[row] = sum;
  }
}

}  // namespace larder::bench::openmp
