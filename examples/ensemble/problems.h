// The initial-value problems: each ensemble sweeps over a parameter of its system, and each has a
// solution to compare with.
#ifndef ENSEMBLE_PROBLEMS_H
#define ENSEMBLE_PROBLEMS_H

#include <cmath>
#include <vector>

#include "dormand_prince.h"
#include "systems.h"

template <class System>
using Ensemble = std::vector<Trajectory<System>>;

constexpr double kRevolution = 2 * 3.14159265358979323846;

/// `from` for the first trajectory, `to` for the last one.
inline double sweep(double from, double to, int index, int count) {
  return from + (to - from) * index / (count - 1);
}

/// From rest to chaos.
inline Ensemble<Lorenz> lorenz_ensemble(int count) {
  Ensemble<Lorenz> ensemble(count);
  for (int i = 0; i < count; ++i) {
    ensemble[i].system = {10, sweep(0.5, 28, i, count), 8. / 3};
    ensemble[i].state = {{1, 1, 1}};
  }
  return ensemble;
}

/// Orbits that start at their point next to the sun, from a circle to the given eccentricity. All
/// take the time kRevolution.
inline Ensemble<Kepler> kepler_ensemble(int count, double eccentricity) {
  Ensemble<Kepler> ensemble(count);
  for (int i = 0; i < count; ++i) {
    const double e = sweep(0, eccentricity, i, count);
    ensemble[i].system = {1};
    ensemble[i].state = {{1 - e, 0, 0, std::sqrt((1 + e) / (1 - e))}};
  }
  return ensemble;
}

/// Springs that start at rest, all stiffer than the resonant one, whose frequency is 1.
inline Ensemble<DrivenSpring> spring_ensemble(int count, double frequency) {
  Ensemble<DrivenSpring> ensemble(count);
  for (int i = 0; i < count; ++i) {
    ensemble[i].system = {sweep(1.5, frequency, i, count)};
    ensemble[i].state = {{0, 0}};
  }
  return ensemble;
}

/// No closed form is known, so this takes many small steps of the classic method of order 4, whose
/// own error is below 1e-9.
inline Vector<3> solution(const Trajectory<Lorenz>& start, double end) {
  constexpr int kSteps = 20000;
  const double h = end / kSteps;
  const auto moved = [](Vector<3> y, double by, const Vector<3>& slope) {
    for (int i = 0; i < 3; ++i) y[i] += by * slope[i];
    return y;
  };
  Vector<3> y = start.state;
  for (int i = 0; i < kSteps; ++i) {
    const Vector<3> a = start.system(0, y);
    const Vector<3> b = start.system(0, moved(y, h / 2, a));
    const Vector<3> c = start.system(0, moved(y, h / 2, b));
    const Vector<3> d = start.system(0, moved(y, h, c));
    for (int j = 0; j < 3; ++j) y[j] += h / 6 * (a[j] + 2 * b[j] + 2 * c[j] + d[j]);
  }
  return y;
}

/// A whole revolution leads back to the start.
inline Vector<4> solution(const Trajectory<Kepler>& start, double /*kRevolution*/) {
  return start.state;
}

inline Vector<2> solution(const Trajectory<DrivenSpring>& start, double end) {
  const double w = start.system.frequency;
  const double amplitude = 1 / (w * w - 1);
  return {{amplitude * (std::cos(end) - std::cos(w * end)),
           amplitude * (w * std::sin(w * end) - std::sin(end))}};
}

#endif  // ENSEMBLE_PROBLEMS_H
