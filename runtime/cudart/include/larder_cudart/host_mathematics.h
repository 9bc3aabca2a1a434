// CUDA's mathematical functions that host code may call too. A host compiler has them from
// larder/cuda; the scan has them there for device code alone, since CUDA C++ without the runtime
// API's headers leaves their names to the program.
#ifndef LARDER_CUDART_HOST_MATHEMATICS_H
#define LARDER_CUDART_HOST_MATHEMATICS_H

#if defined(LARDER_SCAN)

#include <type_traits>

#define LARDER_HOST_1(name)       \
  __host__ double name(double x); \
  __host__ float name(float x);   \
  __host__ float name##f(float x);
LARDER_HOST_1(rcbrt)
LARDER_HOST_1(normcdf)
LARDER_HOST_1(normcdfinv)
LARDER_HOST_1(erfinv)
LARDER_HOST_1(erfcinv)
LARDER_HOST_1(erfcx)
LARDER_HOST_1(cyl_bessel_i0)
LARDER_HOST_1(cyl_bessel_i1)
// The C library has these, too, from the version in which C23 came to it.
#if __GLIBC__ * 1000 + __GLIBC_MINOR__ < 2041
LARDER_HOST_1(sinpi)
LARDER_HOST_1(cospi)
#endif
#if __GLIBC__ * 1000 + __GLIBC_MINOR__ < 2042
LARDER_HOST_1(rsqrt)
#endif
#undef LARDER_HOST_1
__host__ void sincospi(double x, double* sine, double* cosine);
__host__ void sincospif(float x, float* sine, float* cosine);
__host__ double rhypot(double x, double y);
__host__ float rhypotf(float x, float y);
__host__ double norm3d(double a, double b, double c);
__host__ float norm3df(float a, float b, float c);
__host__ double norm4d(double a, double b, double c, double d);
__host__ float norm4df(float a, float b, float c, float d);

// Templates, so that those of <math.h> come first where a program includes it.
#define LARDER_HOST_CLASSIFY(name)                                          \
  template <class T, class = std::enable_if_t<std::is_floating_point_v<T>>> \
  __host__ bool name(T x);
LARDER_HOST_CLASSIFY(isfinite)
LARDER_HOST_CLASSIFY(isinf)
LARDER_HOST_CLASSIFY(isnan)
LARDER_HOST_CLASSIFY(signbit)
#undef LARDER_HOST_CLASSIFY

#endif

#endif  // LARDER_CUDART_HOST_MATHEMATICS_H
