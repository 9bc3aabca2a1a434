#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_LAUNCHES_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_LAUNCHES_H

namespace larder::bench::openmp {

/// A parallel loop over so many blocks, each of which does nothing.
void nothing(int blocks);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_LAUNCHES_H
