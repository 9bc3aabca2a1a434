#include "tests/bench/cpu/openmp/matrices.h"

namespace larder::bench::openmp {
namespace {

constexpr int kTile = 32;

void factor_diagonal(float* __restrict m, int n) {
  for (int i = 0; i < kTile - 1; ++i) {
    for (int t = i + 1; t < kTile; ++t) {
      const float factor = m[t * n + i] /= m[i * n + i];
#pragma omp simd
      for (int j = i + 1; j < kTile; ++j) m[t * n + j] -= factor * m[i * n + j];
    }
  }
}

void solve_row(const float* __restrict diagonal, float* __restrict tile, int n) {
  for (int i = 1; i < kTile; ++i)
    for (int j = 0; j < i; ++j) {
      const float factor = diagonal[i * n + j];
#pragma omp simd
      for (int t = 0; t < kTile; ++t) tile[i * n + t] -= factor * tile[j * n + t];
    }
}

void solve_column(const float* __restrict diagonal, float* __restrict tile, int n) {
  for (int t = 0; t < kTile; ++t) {
    float* const row = tile + t * n;
    for (int i = 0; i < kTile; ++i) {
      const float value = row[i] /= diagonal[i * n + i];
#pragma omp simd
      for (int j = i + 1; j < kTile; ++j) row[j] -= value * diagonal[i * n + j];
    }
  }
}

void subtract_product(const float* __restrict left, const float* __restrict above,
                      float* __restrict tile, int n) {
  for (int i = 0; i < kTile; i += 4) {
    float sums[4][kTile] = {};
    for (int k = 0; k < kTile; ++k)
      for (int a = 0; a < 4; ++a) {
        const float factor = left[(i + a) * n + k];
#pragma omp simd
        for (int j = 0; j < kTile; ++j) sums[a][j] += factor * above[k * n + j];
      }
    for (int a = 0; a < 4; ++a)
      for (int j = 0; j < kTile; ++j) tile[(i + a) * n + j] -= sums[a][j];
  }
}

}  // namespace

void multiply(const float* __restrict a, const float* __restrict b, float* __restrict c, int n) {
  constexpr int kWidth = 64;
#pragma omp parallel for schedule(static)
  for (int i = 0; i < n; i += 4) {
    for (int first = 0; first < n; first += kWidth) {
      float sums[4][kWidth] = {};
      for (int k = 0; k < n; ++k)
        for (int row = 0; row < 4; ++row) {
          const float factor = a[(i + row) * n + k];
#pragma omp simd
          for (int j = 0; j < kWidth; ++j) sums[row][j] += factor * b[k * n + first + j];
        }
      for (int row = 0; row < 4; ++row)
        for (int j = 0; j < kWidth; ++j) c[(i + row) * n + first + j] = sums[row][j];
    }
  }
}

void transpose(const float* __restrict in, float* __restrict out, int n) {
  constexpr int kSide = 16;
#pragma omp parallel for collapse(2) schedule(static)
  for (int y = 0; y < n; y += kSide) {
    for (int x = 0; x < n; x += kSide) {
      float tile[kSide][kSide];
      for (int i = 0; i < kSide; ++i)
        for (int j = 0; j < kSide; ++j) tile[j][i] = in[(x + i) * n + y + j];
      for (int j = 0; j < kSide; ++j)
        for (int i = 0; i < kSide; ++i) out[(y + j) * n + x + i] = tile[j][i];
    }
  }
}

void lud(float* __restrict m, int n) {
#pragma omp parallel
  for (int offset = 0; offset < n; offset += kTile) {
    float* const diagonal = m + offset * n + offset;
#pragma omp single
    factor_diagonal(diagonal, n);
#pragma omp for schedule(static)
    for (int other = offset + kTile; other < n; other += kTile) {
      solve_row(diagonal, m + offset * n + other, n);
      solve_column(diagonal, m + other * n + offset, n);
    }
#pragma omp for collapse(2) schedule(static)
    for (int y = offset + kTile; y < n; y += kTile)
      for (int x = offset + kTile; x < n; x += kTile)
        subtract_product(m + y * n + offset, m + offset * n + x, m + y * n + x, n);
  }
}

}  // namespace larder::bench::openmp
