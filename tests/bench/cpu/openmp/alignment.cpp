#include "tests/bench/cpu/openmp/alignment.h"

#include <algorithm>

namespace larder::bench::openmp {
namespace {

constexpr int kTile = 64;

/// Row after row: what comes from above in a loop of its own, which becomes vectors.
void fill_tile(const int* __restrict similarities, int* __restrict scores, int n, int penalty,
               int row, int column) {
  const int width = n + 1;
  for (int y = row; y < row + kTile; ++y) {
    const int* const similar = similarities + y * n + column;
    const int* const above = scores + y * width + column;
    int* const to = scores + (y + 1) * width + column + 1;
    int best[kTile];
#pragma omp simd
    for (int x = 0; x < kTile; ++x)
      best[x] = std::max(above[x] + similar[x], above[x + 1] - penalty);
    int left = to[-1];
    for (int x = 0; x < kTile; ++x) to[x] = left = std::max(best[x], left - penalty);
  }
}

}  // namespace

void needle(const int* __restrict similarities, int* __restrict scores, int n, int penalty) {
  const int tiles = n / kTile;
#pragma omp parallel
  for (int diagonal = 0; diagonal < 2 * tiles - 1; ++diagonal) {
    const int first = std::max(0, diagonal - tiles + 1);
    const int last = std::min(diagonal, tiles - 1);
#pragma omp for schedule(static)
    for (int row = first; row <= last; ++row)
      fill_tile(similarities, scores, n, penalty, row * kTile, (diagonal - row) * kTile);
  }
}

}  // namespace larder::bench::openmp
