// Bases: their order, their fields, what they hide.
#include <larder/kernel.h>

struct Position {
  float x, y;
  __device__ float length() const { return x * x + y * y; }
};

struct Colour {
  int rgb;
};

struct Empty {};

struct Particle : Position, Colour {
  float speed;
  __device__ float energy() const { return speed * length(); }
};

struct Marked : Particle {
  int mark = 4;
  using Particle::Particle;
};

LARDER_KERNEL void energies(const Particle* p, float* out) {
  out[threadIdx.x] = p[threadIdx.x].energy();
}

LARDER_KERNEL void marks(Marked* all) {
  Marked one;
  one.speed = all[0].speed;
  one.rgb = one.mark;
  all[1].speed = one.speed + one.rgb;
}
