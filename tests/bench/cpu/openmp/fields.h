#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_FIELDS_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_FIELDS_H

namespace larder::bench::openmp {

void mandelbrot(int* steps, int width, int height, int limit);
void stencil3d(const float* in, float* out, int nx, int ny, int nz);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_FIELDS_H
