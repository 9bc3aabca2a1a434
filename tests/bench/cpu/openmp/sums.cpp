#include "tests/bench/cpu/openmp/sums.h"

#include <cstdint>
#include <cstring>

namespace larder::bench::openmp {
namespace {

constexpr int kBlock = 256;
constexpr int kBins = 256;

}  // namespace

void block_sums(const float* __restrict in, float* __restrict sums, int n) {
#pragma omp parallel for schedule(static)
  for (int block = 0; block < n / kBlock; ++block) {
    const float* const values = in + block * kBlock;
    float sum = 0;
#pragma omp simd reduction(+ : sum)
    for (int i = 0; i < kBlock; ++i) sum += values[i];
    sums[block] = sum;
  }
}

void scan_blocks(const int* __restrict in, int* __restrict out, int* __restrict sums, int n) {
#pragma omp parallel for schedule(static)
  for (int block = 0; block < n / kBlock; ++block) {
    int sum = 0;
    for (int i = block * kBlock; i < (block + 1) * kBlock; ++i) out[i] = sum += in[i];
    sums[block] = sum;
  }
}

void histogram(const unsigned char* __restrict in, unsigned* __restrict bins, int n) {
#pragma omp parallel
  {
    unsigned counts[4][kBins] = {};  // so that equal neighbours don't wait for each other
#pragma omp for schedule(static)
    for (int i = 0; i < n / 4; ++i) {
      std::uint32_t four = 0;
      std::memcpy(&four, in + 4 * i, sizeof four);
      ++counts[0][four & 255];
      ++counts[1][four >> 8 & 255];
      ++counts[2][four >> 16 & 255];
      ++counts[3][four >> 24];
    }
#pragma omp critical
    for (int bin = 0; bin < kBins; ++bin)
      bins[bin] += counts[0][bin] + counts[1][bin] + counts[2][bin] + counts[3][bin];
  }
}

}  // namespace larder::bench::openmp
