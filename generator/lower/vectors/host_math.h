// How the host compiler computes: vectors do the same.
#ifndef LARDER_GENERATOR_LOWER_VECTORS_HOST_MATH_H
#define LARDER_GENERATOR_LOWER_VECTORS_HOST_MATH_H

namespace larder::generate {

struct HostMath {
  bool contracts = false;  ///< a * b + c may be rounded once
  bool calls_pow = true;   ///< pow(2, x) is a call of pow; Clang makes exp2(x) of it
};

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_LOWER_VECTORS_HOST_MATH_H
