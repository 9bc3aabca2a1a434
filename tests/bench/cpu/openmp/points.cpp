#include "tests/bench/cpu/openmp/points.h"

#include <cfloat>

namespace larder::bench::openmp {
namespace {

constexpr int kLanes = 32;
constexpr int kTogether = 256;

}  // namespace

void nearest_neighbours(const float* __restrict queries, int count,
                        const float* __restrict references, int reference_count,
                        int* __restrict nearest, float* __restrict squares) {
#pragma omp parallel for schedule(static)
  for (int i = 0; i < count; ++i) {
    const float x = queries[4 * i];
    const float y = queries[4 * i + 1];
    const float z = queries[4 * i + 2];
    float best = FLT_MAX;
    int index = -1;
    for (int j = 0; j < reference_count; ++j) {
      const float dx = x - references[4 * j];
      const float dy = y - references[4 * j + 1];
      const float dz = z - references[4 * j + 2];
      const float square = dx * dx + dy * dy + dz * dz;
      if (square < best) {
        best = square;
        index = j;
      }
    }
    nearest[i] = index;
    squares[i] = best;
  }
}

void nearest_neighbours_in_lanes(const float* __restrict queries, int count,
                                 const float* __restrict references, int reference_count,
                                 int* __restrict nearest, float* __restrict squares) {
#pragma omp parallel for schedule(static)
  for (int first = 0; first < count; first += kLanes) {
    float x[kLanes];
    float y[kLanes];
    float z[kLanes];
    float best[kLanes];
    int index[kLanes];
    for (int i = 0; i < kLanes; ++i) {
      x[i] = queries[4 * (first + i)];
      y[i] = queries[4 * (first + i) + 1];
      z[i] = queries[4 * (first + i) + 2];
      best[i] = FLT_MAX;
      index[i] = -1;
    }
    for (int j = 0; j < reference_count; ++j) {
      const float* const at = references + 4 * j;
#pragma omp simd
      for (int i = 0; i < kLanes; ++i) {
        const float dx = x[i] - at[0];
        const float dy = y[i] - at[1];
        const float dz = z[i] - at[2];
        const float square = dx * dx + dy * dy + dz * dz;
        index[i] = square < best[i] ? j : index[i];
        best[i] = square < best[i] ? square : best[i];
      }
    }
    for (int i = 0; i < kLanes; ++i) {
      nearest[first + i] = index[i];
      squares[first + i] = best[i];
    }
  }
}

void assign_to_means(const float* __restrict points, int count, const float* __restrict means,
                     int mean_count, int features, int* __restrict membership) {
#pragma omp parallel for schedule(static)
  for (int first = 0; first < count; first += kTogether) {
    float best[kTogether];
    int index[kTogether];
    for (float& value : best) value = FLT_MAX;
    for (int mean = 0; mean < mean_count; ++mean) {
      float square[kTogether] = {};
      for (int feature = 0; feature < features; ++feature) {
        const float* const values = points + feature * count + first;
        const float at = means[mean * features + feature];
#pragma omp simd
        for (int i = 0; i < kTogether; ++i) square[i] += (values[i] - at) * (values[i] - at);
      }
#pragma omp simd
      for (int i = 0; i < kTogether; ++i) {
        index[i] = square[i] < best[i] ? mean : index[i];
        best[i] = square[i] < best[i] ? square[i] : best[i];
      }
    }
    for (int i = 0; i < kTogether; ++i) membership[first + i] = index[i];
  }
}

}  // namespace larder::bench::openmp
