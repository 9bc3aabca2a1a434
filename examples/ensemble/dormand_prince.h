// Runge-Kutta integration of many initial-value problems at once, one CUDA thread each, with the
// pair of orders 5 and 4 by Dormand and Prince (J. Comput. Appl. Math. 6, 1980).
#ifndef ENSEMBLE_DORMAND_PRINCE_H
#define ENSEMBLE_DORMAND_PRINCE_H

#include <larder/kernel.h>

/// One initial-value problem, and its progress.
template <class System>
struct Trajectory {
  System system;
  typename System::State state;
  double time = 0;
  int steps = 0;     // accepted steps
  int rejected = 0;  // rejected steps, which were too inexact
};

constexpr int kStages = 7;

// The times of the stages, their weights (the last row gives the new state), and the weights of
// the difference between the two orders.
__constant__ double kTimes[kStages] = {0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1};
__constant__ double kWeights[kStages][kStages - 1] = {
    {},
    {1. / 5},
    {3. / 40, 9. / 40},
    {44. / 45, -56. / 15, 32. / 9},
    {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
    {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
    {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}};
__constant__ double kErrorWeights[kStages] = {71. / 57600,      0,         -71. / 16695, 71. / 1920,
                                              -17253. / 339200, 22. / 525, -1. / 40};

/// The slopes at a step's stages. The last one is that of the new state, so it is the first one of
/// the next step.
template <class State>
using Slopes = State[kStages];

/// The state after a step h from (t, y); slopes[0] is given, the others are filled in.
template <class System, class State>
__device__ State step(const System& system, double t, double h, const State& y,
                      Slopes<State>& slopes) {
  State next = y;
  for (int stage = 1; stage < kStages; ++stage) {
    for (int i = 0; i < State::kSize; ++i) {
      double slope = 0;
      for (int j = 0; j < stage; ++j) slope += kWeights[stage][j] * slopes[j][i];
      next[i] = y[i] + h * slope;
    }
    slopes[stage] = system(t + kTimes[stage] * h, next);
  }
  return next;
}

/// The error of a step, relative to the tolerance: absolute for components below one, relative
/// above.
template <class State>
__device__ double error_of(const State& y, const State& next, const Slopes<State>& slopes, double h,
                           double tolerance) {
  double sum = 0;
  for (int i = 0; i < State::kSize; ++i) {
    double slope = 0;
    for (int j = 0; j < kStages; ++j) slope += kErrorWeights[j] * slopes[j][i];
    const double error = h * slope / (tolerance * fmax(1.0, fmax(fabs(y[i]), fabs(next[i]))));
    sum += error * error;
  }
  return sqrt(sum / State::kSize);
}

/// Integrates each trajectory from its time to `end` with steps as long as the tolerance allows.
/// A trajectory that can't be continued stays where it is, with its time before the end.
template <class System>
LARDER_KERNEL void integrate(Trajectory<System>* trajectories, int count, double end,
                             double tolerance) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= count) return;
  Trajectory<System> at = trajectories[index];
  typename System::State slopes[kStages];
  slopes[0] = at.system(at.time, at.state);
  double h = (end - at.time) / 1000;  // a guess; the first steps correct it

  while (at.time < end) {
    h = fmin(h, end - at.time);
    if (at.time + h == at.time) break;
    const auto next = step(at.system, at.time, h, at.state, slopes);
    const double error = error_of(at.state, next, slopes, h, tolerance);
    if (error <= 1) {
      at.time += h;
      at.state = next;
      at.steps += 1;
      slopes[0] = slopes[kStages - 1];
    } else {
      at.rejected += 1;
    }
    // The error of a step grows as h^5; 0.9 adds a safety margin. If the error is not a number,
    // fmax returns the 0.2.
    h *= fmin(5.0, fmax(0.2, 0.9 * pow(error, -0.2)));
  }
  trajectories[index] = at;
}

/// Integrates each trajectory from its time to `end` in steps of equal length.
template <class System>
LARDER_KERNEL void integrate_evenly(Trajectory<System>* trajectories, int count, double end,
                                    int steps) {
  const int index = blockIdx.x * blockDim.x + threadIdx.x;
  if (index >= count) return;
  Trajectory<System> at = trajectories[index];
  typename System::State slopes[kStages];
  const double start = at.time;
  const double h = (end - start) / steps;
  slopes[0] = at.system(start, at.state);
  for (int i = 0; i < steps; ++i) {
    at.state = step(at.system, start + i * h, h, at.state, slopes);
    slopes[0] = slopes[kStages - 1];
  }
  at.time = end;
  at.steps += steps;
  trajectories[index] = at;
}

#endif  // ENSEMBLE_DORMAND_PRINCE_H
