#include "tests/bench/cpu/openmp/particles.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace larder::bench::openmp {
namespace {

constexpr int kInBox = 64;

/// On its own, since g++ would save many vectors around each call of expf.
[[gnu::noinline]] void raise(const float* __restrict exponents, const float* __restrict charges,
                             float* __restrict parts) {
  for (int j = 0; j < kInBox; ++j) parts[j] = charges[j] * std::exp(exponents[j]);
}

/// What one box does to the particles of another, of which `sums` has four numbers each.
void add_forces(const float* __restrict mine, const float* __restrict near,
                const float* __restrict charges, float* __restrict sums, float alpha) {
  float x[kInBox];
  float y[kInBox];
  float z[kInBox];
  for (int j = 0; j < kInBox; ++j) {
    x[j] = near[4 * j];
    y[j] = near[4 * j + 1];
    z[j] = near[4 * j + 2];
  }
  for (int i = 0; i < kInBox; ++i) {
    float exponents[kInBox];
#pragma omp simd
    for (int j = 0; j < kInBox; ++j) {
      const float dx = mine[4 * i] - x[j];
      const float dy = mine[4 * i + 1] - y[j];
      const float dz = mine[4 * i + 2] - z[j];
      exponents[j] = -alpha * (dx * dx + dy * dy + dz * dz);
    }
    float parts[kInBox];
    raise(exponents, charges, parts);
    float potential = 0;
    float fx = 0;
    float fy = 0;
    float fz = 0;
#pragma omp simd reduction(+ : potential, fx, fy, fz)
    for (int j = 0; j < kInBox; ++j) {
      potential += parts[j];
      fx += parts[j] * (mine[4 * i] - x[j]);
      fy += parts[j] * (mine[4 * i + 1] - y[j]);
      fz += parts[j] * (mine[4 * i + 2] - z[j]);
    }
    sums[4 * i] += 2 * alpha * fx;
    sums[4 * i + 1] += 2 * alpha * fy;
    sums[4 * i + 2] += 2 * alpha * fz;
    sums[4 * i + 3] += potential;
  }
}

void add_neighbours(const float* particles, const float* charges, float* sums, int side, int box,
                    float alpha) {
  const int x = box % side;
  const int y = box / side % side;
  const int z = box / side / side;
  for (int w = std::max(z - 1, 0); w <= std::min(z + 1, side - 1); ++w)
    for (int v = std::max(y - 1, 0); v <= std::min(y + 1, side - 1); ++v)
      for (int u = std::max(x - 1, 0); u <= std::min(x + 1, side - 1); ++u) {
        const int from = ((w * side + v) * side + u) * kInBox;
        add_forces(particles + 4 * box * kInBox, particles + 4 * from, charges + from, sums, alpha);
      }
}

}  // namespace

void attract(const float* __restrict bodies, float* __restrict accelerations, int n,
             float softening) {
  std::vector<float> coordinates(4 * static_cast<std::size_t>(n));
  float* const x = coordinates.data();
  float* const y = x + n;
  float* const z = y + n;
  float* const mass = z + n;
  for (int i = 0; i < n; ++i)
    for (int j = 0; j < 4; ++j) x[j * n + i] = bodies[4 * i + j];
#pragma omp parallel for schedule(static)
  for (int i = 0; i < n; ++i) {
    float ax = 0;
    float ay = 0;
    float az = 0;
#pragma omp simd reduction(+ : ax, ay, az)
    for (int j = 0; j < n; ++j) {
      const float dx = x[j] - x[i];
      const float dy = y[j] - y[i];
      const float dz = z[j] - z[i];
      const float inverse = 1 / std::sqrt(dx * dx + dy * dy + dz * dz + softening);
      const float pull = mass[j] * inverse * inverse * inverse;
      ax += dx * pull;
      ay += dy * pull;
      az += dz * pull;
    }
    accelerations[4 * i] = ax;
    accelerations[4 * i + 1] = ay;
    accelerations[4 * i + 2] = az;
    accelerations[4 * i + 3] = 0;
  }
}

void box_forces(const float* __restrict particles, const float* __restrict charges,
                float* __restrict forces, int side, float alpha) {
#pragma omp parallel for schedule(dynamic, 1)
  for (int box = 0; box < side * side * side; ++box) {
    float sums[4 * kInBox] = {};
    add_neighbours(particles, charges, sums, side, box, alpha);
    std::copy_n(sums, 4 * kInBox, forces + 4 * box * kInBox);
  }
}

}  // namespace larder::bench::openmp
