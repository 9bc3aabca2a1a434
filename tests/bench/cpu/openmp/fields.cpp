#include "tests/bench/cpu/openmp/fields.h"

#include <cstddef>

namespace larder::bench::openmp {

// One point after the other: g++ makes no vectors of a loop whose end differs from point to point,
// and OpenMP has no word for it.
void mandelbrot(int* __restrict steps, int width, int height, int limit) {
#pragma omp parallel for schedule(dynamic, 8)
  for (int y = 0; y < height; ++y) {
    const float b = -1.5F + 3.0F * static_cast<float>(y) / static_cast<float>(height);
    for (int x = 0; x < width; ++x) {
      const float a = -2.0F + 3.0F * static_cast<float>(x) / static_cast<float>(width);
      float u = 0;
      float v = 0;
      float uu = 0;
      float vv = 0;
      int step = 0;
      for (; step < limit && uu + vv <= 4; ++step) {
        v = 2 * u * v + b;
        u = uu - vv + a;
        uu = u * u;
        vv = v * v;
      }
      steps[y * width + x] = step;
    }
  }
}

void stencil3d(const float* __restrict in, float* __restrict out, int nx, int ny, int nz) {
  const std::ptrdiff_t row = nx;
  const std::ptrdiff_t plane = row * ny;
#pragma omp parallel for collapse(2) schedule(static)
  for (int z = 1; z < nz - 1; ++z) {
    for (int y = 1; y < ny - 1; ++y) {
      const float* const at = in + z * plane + y * row;
      float* const to = out + z * plane + y * row;
#pragma omp simd
      for (int x = 1; x < nx - 1; ++x)
        to[x] = 0.4F * at[x] + 0.1F * (at[x - 1] + at[x + 1] + at[x - row] + at[x + row] +
                                       at[x - plane] + at[x + plane]);
    }
  }
}

}  // namespace larder::bench::openmp
