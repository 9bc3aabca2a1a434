#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_ENSEMBLE_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_ENSEMBLE_H

namespace larder::bench::openmp {

struct Orbit {
  double state[4];  // place and velocity
  double time;
};

/// From each orbit's time to `end`, as examples/ensemble/dormand_prince.h does it.
void integrate(Orbit* orbits, int count, double sun, double end, double tolerance);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_ENSEMBLE_H
