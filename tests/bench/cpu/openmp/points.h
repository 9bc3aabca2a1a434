#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_POINTS_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_POINTS_H

namespace larder::bench::openmp {

/// Points are x, y, z and a number that is not used.
void nearest_neighbours(const float* queries, int count, const float* references,
                        int reference_count, int* nearest, float* squares);
/// The same, with its loops turned round by hand so that 32 queries make progress together; count
/// is a multiple of that.
void nearest_neighbours_in_lanes(const float* queries, int count, const float* references,
                                 int reference_count, int* nearest, float* squares);
/// Count is a multiple of 256.
void assign_to_means(const float* points, int count, const float* means, int mean_count,
                     int features, int* membership);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_POINTS_H
