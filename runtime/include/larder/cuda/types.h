// CUDA's vector types with CUDA's sizes and alignments, their make_ functions, and dim3.
#ifndef LARDER_CUDA_TYPES_H
#define LARDER_CUDA_TYPES_H

#include "dialect.h"

// The short integer names that CUDA C++ always has, as <sys/types.h> declares them.
typedef unsigned int uint;
typedef unsigned short ushort;
typedef unsigned long ulong;

// NOLINTBEGIN(bugprone-macro-parentheses): `name` is a type's
#define LARDER_VECTOR_1(name, element, alignment) \
  struct __align__(alignment) name {              \
    element x;                                    \
  };                                              \
  LARDER_HOST_DEVICE(name, make_##name, (element x), {x})
#define LARDER_VECTOR_2(name, element, alignment) \
  struct __align__(alignment) name {              \
    element x, y;                                 \
  };                                              \
  LARDER_HOST_DEVICE(name, make_##name, (element x, element y), {x, y})
#define LARDER_VECTOR_3(name, element, alignment) \
  struct __align__(alignment) name {              \
    element x, y, z;                              \
  };                                              \
  LARDER_HOST_DEVICE(name, make_##name, (element x, element y, element z), {x, y, z})
#define LARDER_VECTOR_4(name, element, alignment) \
  struct __align__(alignment) name {              \
    element x, y, z, w;                           \
  };                                              \
  LARDER_HOST_DEVICE(name, make_##name, (element x, element y, element z, element w), {x, y, z, w})
// NOLINTEND(bugprone-macro-parentheses)
#define LARDER_VECTOR_TYPES(name, element, alignment1, alignment2, alignment3, alignment4) \
  LARDER_VECTOR_1(name##1, element, alignment1)                                            \
  LARDER_VECTOR_2(name##2, element, alignment2)                                            \
  LARDER_VECTOR_3(name##3, element, alignment3)                                            \
  LARDER_VECTOR_4(name##4, element, alignment4)

LARDER_VECTOR_TYPES(char, signed char, 1, 2, 1, 4)
LARDER_VECTOR_TYPES(uchar, unsigned char, 1, 2, 1, 4)
LARDER_VECTOR_TYPES(short, short, 2, 4, 2, 8)
LARDER_VECTOR_TYPES(ushort, unsigned short, 2, 4, 2, 8)
LARDER_VECTOR_TYPES(int, int, 4, 8, 4, 16)
LARDER_VECTOR_TYPES(uint, unsigned int, 4, 8, 4, 16)
LARDER_VECTOR_TYPES(long, long, 8, 16, 8, 16)
LARDER_VECTOR_TYPES(ulong, unsigned long, 8, 16, 8, 16)
LARDER_VECTOR_TYPES(longlong, long long, 8, 16, 8, 16)
LARDER_VECTOR_TYPES(ulonglong, unsigned long long, 8, 16, 8, 16)
LARDER_VECTOR_TYPES(float, float, 4, 8, 4, 16)
LARDER_VECTOR_TYPES(double, double, 8, 16, 8, 16)
LARDER_VECTOR_4(long4_16a, long, 16)
LARDER_VECTOR_4(long4_32a, long, 32)
LARDER_VECTOR_4(ulong4_16a, unsigned long, 16)
LARDER_VECTOR_4(ulong4_32a, unsigned long, 32)
LARDER_VECTOR_4(longlong4_16a, long long, 16)
LARDER_VECTOR_4(longlong4_32a, long long, 32)
LARDER_VECTOR_4(ulonglong4_16a, unsigned long long, 16)
LARDER_VECTOR_4(ulonglong4_32a, unsigned long long, 32)
LARDER_VECTOR_4(double4_16a, double, 16)
LARDER_VECTOR_4(double4_32a, double, 32)

#undef LARDER_VECTOR_TYPES
#undef LARDER_VECTOR_4
#undef LARDER_VECTOR_3
#undef LARDER_VECTOR_2
#undef LARDER_VECTOR_1

// NOLINTBEGIN(google-explicit-constructor): CUDA's conversions are implicit
/// The extent of a grid or a block; omitted dimensions are 1.
struct dim3 {
  unsigned int x, y, z;
  __host__ __device__ constexpr dim3(unsigned int vx = 1, unsigned int vy = 1, unsigned int vz = 1)
      : x(vx), y(vy), z(vz) {}
  __host__ __device__ constexpr dim3(uint3 v) : x(v.x), y(v.y), z(v.z) {}
  __host__ __device__ constexpr operator uint3() const { return uint3{x, y, z}; }
};
// NOLINTEND(google-explicit-constructor)

#endif  // LARDER_CUDA_TYPES_H
