// Conversion operators, converting constructors and the implicit steps between.
#include <larder/kernel.h>

struct Fixed {
  int raw;
  __device__ operator float() const { return raw / 256.0f; }
  __device__ explicit operator bool() const { return raw != 0; }
};

struct Angle {
  float degrees;
  __device__ Angle(float d) : degrees(d) {}
  __device__ Angle(int d) : degrees(d * 2.0f) {}
};

__device__ inline float turned(Angle angle) { return angle.degrees + 1; }

LARDER_KERNEL void converted(Fixed* x, float* out) {
  const Fixed one = x[threadIdx.x];
  out[threadIdx.x] = one ? one * 2 : 0.0f;
}

LARDER_KERNEL void turn(float* out, short s) { *out = turned(s); }
