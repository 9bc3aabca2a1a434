// The systems that are integrated: y' = f(t, y), each with its parameters. A system is a function
// object for the device and the host, and defines the type of its state.
#ifndef ENSEMBLE_SYSTEMS_H
#define ENSEMBLE_SYSTEMS_H

#include <larder/kernel.h>

#include <cmath>

template <int Size>
struct Vector {
  static constexpr int kSize = Size;
  double value[Size];

  __host__ __device__ double& operator[](int i) { return value[i]; }
  __host__ __device__ double operator[](int i) const { return value[i]; }
};

/// Lorenz's model of convection; chaotic for rho = 28.
struct Lorenz {
  using State = Vector<3>;
  double sigma, rho, beta;

  __host__ __device__ State operator()(double /*t*/, const State& y) const {
    return {{sigma * (y[1] - y[0]), y[0] * (rho - y[2]) - y[1], y[0] * y[1] - beta * y[2]}};
  }
};

/// A body that orbits a sun in the origin; the state is x, y and their velocities. Near the sun it
/// is fast and needs short steps; far away long ones suffice.
struct Kepler {
  using State = Vector<4>;
  double sun;  // its mass times the gravitational constant

  __host__ __device__ State operator()(double /*t*/, const State& y) const {
    const double square = y[0] * y[0] + y[1] * y[1];
    const double pull = -sun / (square * sqrt(square));
    return {{y[2], y[3], pull * y[0], pull * y[1]}};
  }
};

/// A spring of the given frequency, driven by cos t; the state is position and velocity.
struct DrivenSpring {
  using State = Vector<2>;
  double frequency;

  __host__ __device__ State operator()(double t, const State& y) const {
    return {{y[1], cos(t) - frequency * frequency * y[0]}};
  }
};

#endif  // ENSEMBLE_SYSTEMS_H
