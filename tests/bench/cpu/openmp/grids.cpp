#include "tests/bench/cpu/openmp/grids.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <vector>

namespace larder::bench::openmp {
namespace {

constexpr int kRadius = 4;
constexpr int kTaps = 2 * kRadius + 1;
constexpr std::uint16_t kWeights[kTaps] = {1, 2, 3, 4, 5, 4, 3, 2, 1};
constexpr unsigned kAll = 25 * 25;

/// One row, blurred along itself. Padded has room for the row and the radius on both sides.
void blur_row(const unsigned char* __restrict row, int width, unsigned char* __restrict padded,
              std::uint16_t* __restrict out) {
  for (int i = 0; i < kRadius; ++i) {
    std::memcpy(padded + 4 * i, row, 4);
    std::memcpy(padded + 4 * (width + kRadius + i), row + 4 * (width - 1), 4);
  }
  std::memcpy(padded + 4 * kRadius, row, 4 * static_cast<std::size_t>(width));
#pragma omp simd
  for (int i = 0; i < 4 * width; ++i) {
    std::uint16_t sum = 0;
    for (int tap = 0; tap < kTaps; ++tap)
      sum = static_cast<std::uint16_t>(sum + kWeights[tap] * padded[i + 4 * tap]);
    out[i] = sum;
  }
}

void blur_columns(const std::uint16_t* __restrict rows, int values, unsigned char* __restrict out) {
#pragma omp simd
  for (int i = 0; i < values; ++i) {
    unsigned sum = kAll / 2;
    for (int tap = 0; tap < kTaps; ++tap) sum += kWeights[tap] * rows[i + tap * values];
    out[i] = static_cast<unsigned char>(sum / kAll);
  }
}

}  // namespace

void stencil(const float* __restrict in, float* __restrict out, int n) {
#pragma omp parallel for schedule(static)
  for (int y = 0; y < n; ++y) {
    const float* const at = in + y * n;
    const float* const above = in + std::max(y - 1, 0) * n;
    const float* const below = in + std::min(y + 1, n - 1) * n;
    float* const to = out + y * n;
    const auto cell = [&](int x, int left, int right) {
      return 0.5F * at[x] + 0.125F * (above[x] + below[x] + at[left] + at[right]);
    };
    to[0] = cell(0, 0, 1);
#pragma omp simd
    for (int x = 1; x < n - 1; ++x) to[x] = cell(x, x - 1, x + 1);
    to[n - 1] = cell(n - 1, n - 2, n - 1);
  }
}

void blur(const unsigned char* __restrict in, unsigned char* __restrict out, int width,
          int height) {
  constexpr int kBand = 32;
  const std::size_t values = 4 * static_cast<std::size_t>(width);
#pragma omp parallel for schedule(static)
  for (int first = 0; first < height; first += kBand) {
    std::vector<std::uint16_t> rows((kBand + 2 * kRadius) * values);
    std::vector<unsigned char> padded(values + 8 * kRadius);
    for (int row = 0; row < kBand + 2 * kRadius; ++row) {
      const int from = std::clamp(first + row - kRadius, 0, height - 1);
      blur_row(in + from * values, width, padded.data(), rows.data() + row * values);
    }
    for (int row = 0; row < kBand && first + row < height; ++row)
      blur_columns(rows.data() + row * values, static_cast<int>(values),
                   out + (first + row) * values);
  }
}

void hotspot(const float* __restrict power, const float* __restrict in, float* __restrict out,
             int n, const Chip& chip) {
  const float rx = chip.rx;
  const float ry = chip.ry;
  const float rz = chip.rz;
  const float factor = chip.factor;
  const float ambient = chip.ambient;
#pragma omp parallel for schedule(static)
  for (int y = 0; y < n; ++y) {
    const float* const at = in + y * n;
    const float* const above = in + std::max(y - 1, 0) * n;
    const float* const below = in + std::min(y + 1, n - 1) * n;
    const float* const heat = power + y * n;
    float* const to = out + y * n;
    const auto cell = [=](int x, int left, int right) {
      return at[x] + factor * (heat[x] + (above[x] + below[x] - 2 * at[x]) * ry +
                               (at[left] + at[right] - 2 * at[x]) * rx + (ambient - at[x]) * rz);
    };
    to[0] = cell(0, 0, 1);
#pragma omp simd
    for (int x = 1; x < n - 1; ++x) to[x] = cell(x, x - 1, x + 1);
    to[n - 1] = cell(n - 1, n - 2, n - 1);
  }
}

}  // namespace larder::bench::openmp
