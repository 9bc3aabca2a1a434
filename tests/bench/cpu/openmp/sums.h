#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_SUMS_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_SUMS_H

namespace larder::bench::openmp {

// Blocks are of 256 values; n is a multiple of that.
void block_sums(const float* in, float* sums, int n);
void scan_blocks(const int* in, int* out, int* sums, int n);
/// Adds to 256 bins.
void histogram(const unsigned char* in, unsigned* bins, int n);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_SUMS_H
