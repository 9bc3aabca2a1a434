#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_GRIDS_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_GRIDS_H

namespace larder::bench::openmp {

void stencil(const float* in, float* out, int n);
/// Four bytes for each pixel; radius 4, weights 1 2 3 4 5 4 3 2 1.
void blur(const unsigned char* in, unsigned char* out, int width, int height);

struct Chip {
  float rx, ry, rz;  // what flows per kelvin along x, along y, and away
  float factor;
  float ambient;
};
/// One step of a chip's temperature.
void hotspot(const float* power, const float* in, float* out, int n, const Chip& chip);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_GRIDS_H
