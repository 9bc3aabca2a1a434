// The mathematical functions that CUDA adds to the C++ library's: fast approximations, functions of
// multiples of pi, reciprocal roots, norms, and inverses of the error function.
//
// On the host the approximations are the library's precise functions: the GPU's results differ from
// them by the bounds in CUDA's documentation.
#ifndef LARDER_CUDA_SPECIAL_FUNCTIONS_H
#define LARDER_CUDA_SPECIAL_FUNCTIONS_H

#include "dialect.h"

#if !defined(LARDER_SCAN)
#include "special_functions_host.h"
#endif

#define LARDER_FAST_1(name, precise) \
  LARDER_DEVICE_FUNCTION float name(float x) LARDER_BODY(return precise(x);)
// The C library declares some of these, so they are its functions and no templates.
LARDER_FAST_1(__cosf, std::cos)
LARDER_FAST_1(__sinf, std::sin)
LARDER_FAST_1(__tanf, std::tan)
LARDER_FAST_1(__tanhf, std::tanh)
LARDER_FAST_1(__expf, std::exp)
LARDER_FAST_1(__logf, std::log)
LARDER_FAST_1(__log2f, std::log2)
LARDER_FAST_1(__log10f, std::log10)
#undef LARDER_FAST_1
LARDER_DEVICE_FUNCTION float __exp10f(float x)
    LARDER_BODY(return std::pow(10.0f, x);) LARDER_DEVICE_FUNCTION float __powf(float x, float y)
        LARDER_BODY(return std::pow(x, y);) LARDER_DEVICE_FUNCTION
    void __sincosf(float x, float* sine, float* cosine)
        LARDER_BODY(*sine = std::sin(x); *cosine = std::cos(x);)
    /// x / y, and as on the GPU 0 (or NaN for infinite x) where |y| is above 2^126.
    LARDER_PURE_FUNCTION float __fdividef(float x, float y)
        LARDER_BODY(const bool huge = std::fabs(y) > 0x1p126f && std::isfinite(y);
                    return huge ? x * 0.0f : x / y;) LARDER_PURE_FUNCTION
    float fdividef(float x, float y) LARDER_BODY(return x / y;) LARDER_PURE_FUNCTION
    double fdivide(double x, double y) LARDER_BODY(return x / y;)
    /// x limited to 0..1; 0 for NaN.
    LARDER_PURE_FUNCTION
    float __saturatef(float x) LARDER_BODY(return x > 0.0f ? (x < 1.0f ? x : 1.0f) : 0.0f;)

// name(double), name(float) and namef(float) of one argument.
#define LARDER_SPECIAL_1(name, function)                                                           \
  LARDER_PURE_FUNCTION double name(double x) LARDER_BODY(return ::larder::simulator::function(x);) \
      LARDER_PURE_FUNCTION float name(float x) LARDER_BODY(                                        \
          return static_cast<float>(::larder::simulator::function(static_cast<double>(x)));)       \
          LARDER_PURE_FUNCTION float name##f(float x) LARDER_BODY(return name(x);)
        LARDER_SPECIAL_1(rcbrt, reciprocal_cbrt) LARDER_SPECIAL_1(normcdf, normal_distribution)
            LARDER_SPECIAL_1(normcdfinv, inverse_normal_distribution)
                LARDER_SPECIAL_1(erfinv, inverse_erf) LARDER_SPECIAL_1(erfcinv, inverse_erfc)
                    LARDER_SPECIAL_1(erfcx, scaled_erfc) LARDER_SPECIAL_1(cyl_bessel_i0, bessel_i0)
                        LARDER_SPECIAL_1(cyl_bessel_i1, bessel_i1)
// The C library has these, too, from the version in which C23 came to it.
#if __GLIBC__ * 1000 + __GLIBC_MINOR__ < 2041
                            LARDER_SPECIAL_1(sinpi, sine_of_pi_times)
                                LARDER_SPECIAL_1(cospi, cosine_of_pi_times)
#endif
#if __GLIBC__ * 1000 + __GLIBC_MINOR__ < 2042
                                    LARDER_SPECIAL_1(rsqrt, reciprocal_sqrt)
#endif
#undef LARDER_SPECIAL_1

                                        LARDER_PURE_FUNCTION
    void sincospi(double x, double* sine, double* cosine)
        LARDER_BODY(*sine = sinpi(x); *cosine = cospi(x);) LARDER_PURE_FUNCTION
    void sincospif(float x, float* sine, float* cosine)
        LARDER_BODY(*sine = sinpif(x); *cosine = cospif(x);)

    // Lengths of vectors and their reciprocals, without overflow on the way.
    LARDER_PURE_FUNCTION double rhypot(double x, double y)
        LARDER_BODY(return 1.0 / std::hypot(x, y);) LARDER_PURE_FUNCTION
    float rhypot(float x, float y)
        LARDER_BODY(return static_cast<float>(1.0 / std::hypot(static_cast<double>(x),
                                                               y));) LARDER_PURE_FUNCTION
    float rhypotf(float x, float y) LARDER_BODY(return rhypot(x, y);) LARDER_PURE_FUNCTION
    double norm3d(double a, double b, double c)
        LARDER_BODY(return std::hypot(a, b, c);) LARDER_PURE_FUNCTION
    double norm4d(double a, double b, double c, double d)
        LARDER_BODY(return std::hypot(std::hypot(a, b), std::hypot(c, d));) LARDER_PURE_FUNCTION
    double rnorm3d(double a, double b, double c)
        LARDER_BODY(return 1.0 / norm3d(a, b, c);) LARDER_PURE_FUNCTION
    double rnorm4d(double a, double b, double c, double d)
        LARDER_BODY(return 1.0 / norm4d(a, b, c, d);) LARDER_PURE_FUNCTION
    float norm3df(float a, float b, float c)
        LARDER_BODY(return static_cast<float>(norm3d(a, b, c));) LARDER_PURE_FUNCTION
    float norm4df(float a, float b, float c, float d)
        LARDER_BODY(return static_cast<float>(norm4d(a, b, c, d));) LARDER_PURE_FUNCTION
    float rnorm3df(float a, float b, float c)
        LARDER_BODY(return static_cast<float>(rnorm3d(a, b, c));) LARDER_PURE_FUNCTION
    float rnorm4df(float a, float b, float c, float d)
        LARDER_BODY(return static_cast<float>(rnorm4d(a, b, c, d));) LARDER_PURE_FUNCTION
    double norm(int count, const double* x)
        LARDER_BODY(return ::larder::simulator::length(count, x);) LARDER_PURE_FUNCTION
    double rnorm(int count, const double* x)
        LARDER_BODY(return 1.0 / ::larder::simulator::length(count, x);) LARDER_PURE_FUNCTION
    float normf(int count, const float* x)
        LARDER_BODY(return static_cast<float>(::larder::simulator::length(count,
                                                                          x));) LARDER_PURE_FUNCTION
    float rnormf(int count, const float* x)
        LARDER_BODY(return static_cast<float>(1.0 / ::larder::simulator::length(count, x));)

#endif  // LARDER_CUDA_SPECIAL_FUNCTIONS_H
