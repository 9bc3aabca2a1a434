#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_ALIGNMENT_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_ALIGNMENT_H

namespace larder::bench::openmp {

/// Similarities are of n x n, n a multiple of 64; scores have one row and one column more, which
/// are given.
void needle(const int* similarities, int* scores, int n, int penalty);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_ALIGNMENT_H
