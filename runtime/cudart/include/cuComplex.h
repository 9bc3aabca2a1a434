// Complex numbers, under CUDA's names: float2 and double2 with x as the real part.
// CUDA's own guard: with a toolkit's header of this name, the first one counts.
#ifndef CU_COMPLEX_H_
#define CU_COMPLEX_H_

#include "larder/detail/macros_aside.h"

#include "larder/cuda.h"

typedef float2 cuFloatComplex;
typedef double2 cuDoubleComplex;
typedef cuFloatComplex cuComplex;

// NOLINTBEGIN(bugprone-macro-parentheses): `type` and `real` are types
// For `type`, with parts of type `real`. Names of single-precision functions end in f.
#define LARDER_COMPLEX(type, real, name, f)                                            \
  __host__ __device__ inline real cuCreal##f(type x) { return x.x; }                   \
  __host__ __device__ inline real cuCimag##f(type x) { return x.y; }                   \
  __host__ __device__ inline type make_##name(real re, real im) {                      \
    type made;                                                                         \
    made.x = re;                                                                       \
    made.y = im;                                                                       \
    return made;                                                                       \
  }                                                                                    \
  __host__ __device__ inline type cuConj##f(type x) { return make_##name(x.x, -x.y); } \
  __host__ __device__ inline type cuCadd##f(type x, type y) {                          \
    return make_##name(x.x + y.x, x.y + y.y);                                          \
  }                                                                                    \
  __host__ __device__ inline type cuCsub##f(type x, type y) {                          \
    return make_##name(x.x - y.x, x.y - y.y);                                          \
  }                                                                                    \
  __host__ __device__ inline type cuCmul##f(type x, type y) {                          \
    return make_##name(x.x * y.x - x.y * y.y, x.x * y.y + x.y * y.x);                  \
  }                                                                                    \
  /* Scaled by the divisor's size, so that its square does not overflow. */            \
  __host__ __device__ inline type cuCdiv##f(type x, type y) {                          \
    const real scale = real(1) / (fabs##f(y.x) + fabs##f(y.y));                        \
    const real a = x.x * scale;                                                        \
    const real b = x.y * scale;                                                        \
    const real c = y.x * scale;                                                        \
    const real d = y.y * scale;                                                        \
    const real inverse = real(1) / (c * c + d * d);                                    \
    return make_##name((a * c + b * d) * inverse, (b * c - a * d) * inverse);          \
  }                                                                                    \
  __host__ __device__ inline real cuCabs##f(type x) { return hypot##f(x.x, x.y); }     \
  __host__ __device__ inline type cuCfma##f(type x, type y, type z) {                  \
    return make_##name(x.x * y.x + z.x - x.y * y.y, x.x * y.y + z.y + x.y * y.x);      \
  }
// NOLINTEND(bugprone-macro-parentheses)

LARDER_COMPLEX(cuFloatComplex, float, cuFloatComplex, f)
LARDER_COMPLEX(cuDoubleComplex, double, cuDoubleComplex, )

#undef LARDER_COMPLEX

__host__ __device__ inline cuComplex make_cuComplex(float re, float im) {
  return make_cuFloatComplex(re, im);
}
__host__ __device__ inline cuDoubleComplex cuComplexFloatToDouble(cuFloatComplex x) {
  return make_cuDoubleComplex(x.x, x.y);
}
__host__ __device__ inline cuFloatComplex cuComplexDoubleToFloat(cuDoubleComplex x) {
  return make_cuFloatComplex(static_cast<float>(x.x), static_cast<float>(x.y));
}

#include "larder/detail/macros_back.h"

#endif  // CU_COMPLEX_H_
