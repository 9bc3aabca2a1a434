// The functions of the C and C++ libraries that CUDA has on the device, for the scan.
//
// They must be declared before <cmath> and <cstdlib> are read: those import ::sqrt and the like
// into namespace std, and import only overloads that are declared by then. On the host the
// libraries' own headers are used.
#ifndef LARDER_CUDA_LIBRARY_H
#define LARDER_CUDA_LIBRARY_H

#include "dialect.h"

#if defined(LARDER_SCAN)

extern "C" {
__device__ void* malloc(__SIZE_TYPE__ bytes) noexcept;
__device__ void free(void* memory) noexcept;
__device__ int printf(const char* format, ...);
__device__ void* memcpy(void* to, const void* from, __SIZE_TYPE__ bytes) noexcept;
__device__ void* memmove(void* to, const void* from, __SIZE_TYPE__ bytes) noexcept;
__device__ void* memset(void* to, int value, __SIZE_TYPE__ bytes) noexcept;
__device__ int memcmp(const void* a, const void* b, __SIZE_TYPE__ bytes) noexcept;
__device__ __SIZE_TYPE__ strlen(const char* text) noexcept;
__device__ int strcmp(const char* a, const char* b) noexcept;
__device__ void __assert_fail(const char* assertion, const char* file, unsigned int line,
                              const char* function) noexcept __attribute__((noreturn));
__device__ void abort() noexcept __attribute__((noreturn));
}

// The standard library's own checks (_GLIBCXX_ASSERTIONS) call these.
namespace std {
__device__ void __glibcxx_assert_fail(const char* file, int line, const char* function,
                                      const char* condition) noexcept __attribute__((noreturn));
}

// name(double), name(float) and namef(float), with one to three arguments of that type.
#define LARDER_MATH_1(name)         \
  __device__ double name(double x); \
  __device__ float name(float x);   \
  __device__ float name##f(float x);
#define LARDER_MATH_2(name)                   \
  __device__ double name(double x, double y); \
  __device__ float name(float x, float y);    \
  __device__ float name##f(float x, float y);
#define LARDER_MATH_3(name)                             \
  __device__ double name(double x, double y, double z); \
  __device__ float name(float x, float y, float z);     \
  __device__ float name##f(float x, float y, float z);
// The same with another result or another second parameter.
#define LARDER_MATH_TO(result, name) \
  __device__ result name(double x);  \
  __device__ result name(float x);   \
  __device__ result name##f(float x);
#define LARDER_MATH_WITH(name, second)        \
  __device__ double name(double x, second y); \
  __device__ float name(float x, second y);   \
  __device__ float name##f(float x, second y);

LARDER_MATH_1(acos)
LARDER_MATH_1(acosh)
LARDER_MATH_1(asin)
LARDER_MATH_1(asinh)
LARDER_MATH_1(atan)
LARDER_MATH_1(atanh)
LARDER_MATH_1(cbrt)
LARDER_MATH_1(ceil)
LARDER_MATH_1(cos)
LARDER_MATH_1(cosh)
LARDER_MATH_1(erf)
LARDER_MATH_1(erfc)
LARDER_MATH_1(exp)
LARDER_MATH_1(exp2)
LARDER_MATH_1(expm1)
LARDER_MATH_1(fabs)
LARDER_MATH_1(floor)
LARDER_MATH_1(lgamma)
LARDER_MATH_1(log)
LARDER_MATH_1(log10)
LARDER_MATH_1(log1p)
LARDER_MATH_1(log2)
LARDER_MATH_1(logb)
LARDER_MATH_1(nearbyint)
LARDER_MATH_1(rint)
LARDER_MATH_1(round)
LARDER_MATH_1(sin)
LARDER_MATH_1(sinh)
LARDER_MATH_1(sqrt)
LARDER_MATH_1(tan)
LARDER_MATH_1(tanh)
LARDER_MATH_1(tgamma)
LARDER_MATH_1(trunc)

LARDER_MATH_2(atan2)
LARDER_MATH_2(copysign)
LARDER_MATH_2(fdim)
LARDER_MATH_2(fmax)
LARDER_MATH_2(fmin)
LARDER_MATH_2(fmod)
LARDER_MATH_2(hypot)
LARDER_MATH_2(nextafter)
LARDER_MATH_2(pow)
LARDER_MATH_2(remainder)

LARDER_MATH_3(fma)

LARDER_MATH_TO(int, ilogb)
LARDER_MATH_TO(long, lrint)
LARDER_MATH_TO(long, lround)
LARDER_MATH_TO(long long, llrint)
LARDER_MATH_TO(long long, llround)

LARDER_MATH_WITH(frexp, int*)
LARDER_MATH_WITH(ldexp, int)
LARDER_MATH_WITH(scalbn, int)
LARDER_MATH_WITH(scalbln, long)

__device__ double modf(double x, double* whole);
__device__ float modf(float x, float* whole);
__device__ float modff(float x, float* whole);
__device__ double remquo(double x, double y, int* quotient);
__device__ float remquo(float x, float y, int* quotient);
__device__ float remquof(float x, float y, int* quotient);
__device__ double nan(const char* tag);
__device__ float nanf(const char* tag);
__device__ void sincos(double x, double* sine, double* cosine);
__device__ void sincosf(float x, float* sine, float* cosine);
LARDER_MATH_1(exp10)
LARDER_MATH_1(j0)
LARDER_MATH_1(j1)
LARDER_MATH_1(y0)
LARDER_MATH_1(y1)
__device__ double jn(int order, double x);
__device__ float jnf(int order, float x);
__device__ double yn(int order, double x);
__device__ float ynf(int order, float x);

__device__ int abs(int x);
__device__ long abs(long x);
__device__ long long abs(long long x);
__device__ double abs(double x);
__device__ float abs(float x);
__device__ long labs(long x);
__device__ long long llabs(long long x);

// Classification, as functions: <cmath> undefines the macros of the same names.
#define LARDER_CLASSIFY_1(name)   \
  __device__ bool name(double x); \
  __device__ bool name(float x);
#define LARDER_CLASSIFY_2(name)             \
  __device__ bool name(double x, double y); \
  __device__ bool name(float x, float y);
LARDER_CLASSIFY_1(isfinite)
LARDER_CLASSIFY_1(isinf)
LARDER_CLASSIFY_1(isnan)
LARDER_CLASSIFY_1(isnormal)
LARDER_CLASSIFY_1(signbit)
LARDER_CLASSIFY_2(isgreater)
LARDER_CLASSIFY_2(isgreaterequal)
LARDER_CLASSIFY_2(isless)
LARDER_CLASSIFY_2(islessequal)
LARDER_CLASSIFY_2(islessgreater)
LARDER_CLASSIFY_2(isunordered)

#undef LARDER_CLASSIFY_2
#undef LARDER_CLASSIFY_1
#undef LARDER_MATH_WITH
#undef LARDER_MATH_TO
#undef LARDER_MATH_3
#undef LARDER_MATH_2
#undef LARDER_MATH_1

#endif

#endif  // LARDER_CUDA_LIBRARY_H
