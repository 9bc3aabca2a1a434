// Friends and argument-dependent look-up.
#include <larder/kernel.h>

namespace units {
struct Metre {
  float value;
  __device__ friend Metre operator+(Metre a, Metre b) { return {a.value + b.value}; }
};

__device__ inline float raw(Metre m) { return m.value; }

struct Hidden {
  int secret;
  __device__ friend int peek(const Hidden& h) { return h.secret * 2; }
};
}  // namespace units

template <class T>
__device__ float raw(T) {
  return -1;
}

LARDER_KERNEL void lengths(units::Metre* m, float* out) { *out = raw(m[0] + m[1]); }

LARDER_KERNEL void peeked(units::Hidden* h, int* out) { *out = peek(*h); }
