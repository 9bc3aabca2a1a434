// Specialised function templates, and one chosen by a trait.
#include <larder/kernel.h>

template <class T>
__device__ T identity() {
  return T(0);
}

template <>
__device__ float identity<float>() {
  return 1.0f;
}

template <class T>
struct IsFast {
  static constexpr bool value = false;
};

template <bool Fast>
__device__ int steps() {
  return Fast ? 4 : 8;
}

LARDER_KERNEL void identities(float* out) {
  out[0] = identity<float>();
  out[1] = identity<int>();
}

LARDER_KERNEL void stepped(int* out) { *out = steps<IsFast<float>::value>(); }
