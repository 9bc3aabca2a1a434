#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_PARTICLES_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_PARTICLES_H

namespace larder::bench::openmp {

/// Bodies are x, y, z and their mass; accelerations have a fourth number, 0.
void attract(const float* bodies, float* accelerations, int n, float softening);
/// Boxes of 64 particles (x, y, z and a number that is not used) in a cube with `side` along each
/// edge; forces have the potential as their fourth number.
void box_forces(const float* particles, const float* charges, float* forces, int side, float alpha);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_PARTICLES_H
