// Branches that are chosen while compiling.
#include <larder/kernel.h>

constexpr bool kWide = false;

struct Fine {
  static constexpr int level = 3;
};

template <class Quality>
__device__ float rendered(float x) {
  if constexpr (Quality::level > 2) {
    return x * 0.5f;
  } else {
    return x * 0.25f;
  }
}

template <class T>
LARDER_KERNEL void drawn(T* x) {
  if constexpr (sizeof(T) == 4)
    x[0] = x[1] + T(1);
  else
    x[0] = x[1] + T(2);
}

template LARDER_KERNEL void drawn<float>(float*);
template LARDER_KERNEL void drawn<double>(double*);

LARDER_KERNEL void rendering(float* x) {
  if constexpr (kWide) x[1] = 3;
  x[0] = rendered<Fine>(x[0]);
}
