#include "tests/bench/cpu/openmp/rows.h"

#include <cmath>

namespace larder::bench::openmp {

void softmax(const float* __restrict in, float* __restrict out, int rows, int columns) {
#pragma omp parallel for schedule(static)
  for (int row = 0; row < rows; ++row) {
    const float* const x = in + row * columns;
    float* const y = out + row * columns;
    float largest = -INFINITY;
    float sum = 0;
#pragma omp simd reduction(max : largest)
    for (int i = 0; i < columns; ++i) largest = largest > x[i] ? largest : x[i];
    for (int i = 0; i < columns; ++i) {
      y[i] = std::exp(x[i] - largest);
      sum += y[i];
    }
    const float factor = 1 / sum;
#pragma omp simd
    for (int i = 0; i < columns; ++i) y[i] *= factor;
  }
}

void layer_norm(const float* __restrict in, const float* __restrict scale,
                const float* __restrict shift, float* __restrict out, int rows, int columns) {
#pragma omp parallel for schedule(static)
  for (int row = 0; row < rows; ++row) {
    const float* const x = in + row * columns;
    float* const y = out + row * columns;
    float sum = 0;
    float squares = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < columns; ++i) sum += x[i];
    const float mean = sum / static_cast<float>(columns);
#pragma omp simd reduction(+ : squares)
    for (int i = 0; i < columns; ++i) squares += (x[i] - mean) * (x[i] - mean);
    const float factor = 1 / std::sqrt(squares / static_cast<float>(columns) + 1e-5F);
#pragma omp simd
    for (int i = 0; i < columns; ++i) y[i] = (x[i] - mean) * factor * scale[i] + shift[i];
  }
}

}  // namespace larder::bench::openmp
