#include "tests/bench/cpu/openmp/ensemble.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace larder::bench::openmp {
namespace {

constexpr int kStages = 7;
constexpr int kSize = 4;
constexpr double kWeights[kStages][kStages - 1] = {
    {},
    {1. / 5},
    {3. / 40, 9. / 40},
    {44. / 45, -56. / 15, 32. / 9},
    {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
    {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
    {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}};
constexpr double kErrorWeights[kStages] = {71. / 57600,      0,         -71. / 16695, 71. / 1920,
                                           -17253. / 339200, 22. / 525, -1. / 40};

inline void slope_at(const double* y, double sun, double* slope) {
  const double square = y[0] * y[0] + y[1] * y[1];
  const double pull = -sun / (square * std::sqrt(square));
  slope[0] = y[2];
  slope[1] = y[3];
  slope[2] = pull * y[0];
  slope[3] = pull * y[1];
}

inline void step(const double* y, double sun, double h, double (&slopes)[kStages][kSize],
                 double* next) {
#pragma GCC unroll 8
  for (int stage = 1; stage < kStages; ++stage) {
    double sums[kSize] = {};
#pragma GCC unroll 8
    for (int j = 0; j < stage; ++j)
      for (int i = 0; i < kSize; ++i) sums[i] += kWeights[stage][j] * slopes[j][i];
    for (int i = 0; i < kSize; ++i) next[i] = y[i] + h * sums[i];
    slope_at(next, sun, slopes[stage]);
  }
}

inline double error_of(const double* y, const double* next, const double (&slopes)[kStages][kSize],
                       double h, double tolerance) {
  double sum = 0;
  for (int i = 0; i < kSize; ++i) {
    double slope = 0;
    for (int j = 0; j < kStages; ++j) slope += kErrorWeights[j] * slopes[j][i];
    const double size = std::max(1.0, std::max(std::fabs(y[i]), std::fabs(next[i])));
    const double error = h * slope / (tolerance * size);
    sum += error * error;
  }
  return std::sqrt(sum / kSize);
}

void integrate_one(Orbit& orbit, double sun, double end, double tolerance) {
  double slopes[kStages][kSize];
  double next[kSize];
  slope_at(orbit.state, sun, slopes[0]);
  double h = (end - orbit.time) / 1000;
  while (orbit.time < end) {
    h = std::min(h, end - orbit.time);
    if (orbit.time + h == orbit.time) break;
    step(orbit.state, sun, h, slopes, next);
    const double error = error_of(orbit.state, next, slopes, h, tolerance);
    if (error <= 1) {
      orbit.time += h;
      std::memcpy(orbit.state, next, sizeof next);
      std::memcpy(slopes[0], slopes[kStages - 1], sizeof slopes[0]);
    }
    h *= std::min(5.0, std::max(0.2, 0.9 * std::pow(error, -0.2)));
  }
}

}  // namespace

void integrate(Orbit* orbits, int count, double sun, double end, double tolerance) {
#pragma omp parallel for schedule(dynamic, 16)
  for (int i = 0; i < count; ++i) integrate_one(orbits[i], sun, end, tolerance);
}

}  // namespace larder::bench::openmp
