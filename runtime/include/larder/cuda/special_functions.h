// Mathematical functions that CUDA adds to those of the C++ library: fast approximations, functions
// of multiples of pi, reciprocal roots, norms, and inverses of the error function.
//
// On the host the approximations are the library's precise functions: the GPU's results differ from
// them by the bounds in CUDA's documentation.
#ifndef LARDER_CUDA_SPECIAL_FUNCTIONS_H
#define LARDER_CUDA_SPECIAL_FUNCTIONS_H

#include "dialect.h"

#if !defined(LARDER_SCAN)
#include "special_functions_host.h"
#endif

// The C library declares some of these, so they are its functions and not templates.
LARDER_DEVICE(float, __cosf, (float x), std::cos(x))
LARDER_DEVICE(float, __sinf, (float x), std::sin(x))
LARDER_DEVICE(float, __tanf, (float x), std::tan(x))
LARDER_DEVICE(float, __tanhf, (float x), std::tanh(x))
LARDER_DEVICE(float, __expf, (float x), std::exp(x))
LARDER_DEVICE(float, __logf, (float x), std::log(x))
LARDER_DEVICE(float, __log2f, (float x), std::log2(x))
LARDER_DEVICE(float, __log10f, (float x), std::log10(x))
LARDER_DEVICE(float, __exp10f, (float x), std::pow(10.0f, x))
LARDER_DEVICE(float, __powf, (float x, float y), std::pow(x, y))
LARDER_DEVICE(void, __sincosf, (float x, float* sine, float* cosine),
              larder::simulator::sine_and_cosine(x, sine, cosine))
LARDER_PURE(float, __fdividef, (float x, float y), larder::simulator::fast_quotient(x, y))
LARDER_PURE(float, fdividef, (float x, float y), x / y)
LARDER_PURE(double, fdivide, (double x, double y), x / y)
/// x limited to 0..1; 0 for NaN.
LARDER_PURE(float, __saturatef, (float x), x > 0.0f ? (x < 1.0f ? x : 1.0f) : 0.0f)

// name(double), name(float) and namef(float) of one argument.
#define LARDER_SPECIAL_1(name, function)                                               \
  LARDER_PURE(double, name, (double x), larder::simulator::function(x))                \
  LARDER_PURE(float, name, (float x),                                                  \
              static_cast<float>(larder::simulator::function(static_cast<double>(x)))) \
  LARDER_PURE(float, name##f, (float x), name(x))
LARDER_SPECIAL_1(rcbrt, reciprocal_cbrt)
LARDER_SPECIAL_1(normcdf, normal_distribution)
LARDER_SPECIAL_1(normcdfinv, inverse_normal_distribution)
LARDER_SPECIAL_1(erfinv, inverse_erf)
LARDER_SPECIAL_1(erfcinv, inverse_erfc)
LARDER_SPECIAL_1(erfcx, scaled_erfc)
LARDER_SPECIAL_1(cyl_bessel_i0, bessel_i0)
LARDER_SPECIAL_1(cyl_bessel_i1, bessel_i1)
// The C library has these, too, since its first version with C23.
#if __GLIBC__ * 1000 + __GLIBC_MINOR__ < 2041
LARDER_SPECIAL_1(sinpi, sine_of_pi_times)
LARDER_SPECIAL_1(cospi, cosine_of_pi_times)
#endif
#undef LARDER_SPECIAL_1
#if __GLIBC__ * 1000 + __GLIBC_MINOR__ < 2042
LARDER_PURE(double, rsqrt, (double x), larder::simulator::reciprocal_sqrt(x))
LARDER_PURE(float, rsqrt, (float x), larder::simulator::reciprocal_sqrt(x))
LARDER_PURE(float, rsqrtf, (float x), rsqrt(x))
#endif

LARDER_PURE(void, sincospi, (double x, double* sine, double* cosine),
            static_cast<void>(*sine = sinpi(x)), static_cast<void>(*cosine = cospi(x)))
LARDER_PURE(void, sincospif, (float x, float* sine, float* cosine),
            static_cast<void>(*sine = sinpif(x)), static_cast<void>(*cosine = cospif(x)))

// Lengths of vectors and their reciprocals, without intermediate overflow.
LARDER_PURE(double, rhypot, (double x, double y), 1.0 / std::hypot(x, y))
// nvcc has no rhypot() of float.
LARDER_PURE(float, rhypotf, (float x, float y),
            static_cast<float>(rhypot(static_cast<double>(x), static_cast<double>(y))))
LARDER_PURE(double, norm3d, (double a, double b, double c), std::hypot(std::hypot(a, b), c))
LARDER_PURE(double, norm4d, (double a, double b, double c, double d),
            std::hypot(std::hypot(a, b), std::hypot(c, d)))
LARDER_PURE(double, rnorm3d, (double a, double b, double c), 1.0 / norm3d(a, b, c))
LARDER_PURE(double, rnorm4d, (double a, double b, double c, double d), 1.0 / norm4d(a, b, c, d))
LARDER_PURE(float, norm3df, (float a, float b, float c), static_cast<float>(norm3d(a, b, c)))
LARDER_PURE(float, norm4df, (float a, float b, float c, float d),
            static_cast<float>(norm4d(a, b, c, d)))
LARDER_PURE(float, rnorm3df, (float a, float b, float c), static_cast<float>(rnorm3d(a, b, c)))
LARDER_PURE(float, rnorm4df, (float a, float b, float c, float d),
            static_cast<float>(rnorm4d(a, b, c, d)))
LARDER_PURE(double, norm, (int count, const double* x), larder::simulator::length(count, x))
LARDER_PURE(double, rnorm, (int count, const double* x), 1.0 / larder::simulator::length(count, x))
LARDER_PURE(float, normf, (int count, const float* x),
            static_cast<float>(larder::simulator::length(count, x)))
LARDER_PURE(float, rnormf, (int count, const float* x),
            static_cast<float>(1.0 / larder::simulator::length(count, x)))

#endif  // LARDER_CUDA_SPECIAL_FUNCTIONS_H
