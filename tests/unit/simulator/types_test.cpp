// Sizes and alignments of the vector types: they cross the boundary to the GPU as bytes.
#include <gtest/gtest.h>

#include <type_traits>

#include "tests/unit/simulator/run_kernel.h"

namespace {

#define EXPECT_LAYOUT(type, bytes, alignment) \
  static_assert(sizeof(type) == (bytes) && alignof(type) == (alignment), #type)
#define EXPECT_LAYOUTS(name, element, a2, a4)                    \
  EXPECT_LAYOUT(name##1, sizeof(element), alignof(element));     \
  EXPECT_LAYOUT(name##2, 2 * sizeof(element), a2);               \
  EXPECT_LAYOUT(name##3, 3 * sizeof(element), alignof(element)); \
  EXPECT_LAYOUT(name##4, 4 * sizeof(element), a4)

EXPECT_LAYOUTS(char, signed char, 2, 4);
EXPECT_LAYOUTS(uchar, unsigned char, 2, 4);
EXPECT_LAYOUTS(short, short, 4, 8);
EXPECT_LAYOUTS(ushort, unsigned short, 4, 8);
EXPECT_LAYOUTS(int, int, 8, 16);
EXPECT_LAYOUTS(uint, unsigned, 8, 16);
EXPECT_LAYOUTS(long, long, 16, 16);
EXPECT_LAYOUTS(ulong, unsigned long, 16, 16);
EXPECT_LAYOUTS(longlong, long long, 16, 16);
EXPECT_LAYOUTS(ulonglong, unsigned long long, 16, 16);
EXPECT_LAYOUTS(float, float, 8, 16);
EXPECT_LAYOUTS(double, double, 16, 16);
EXPECT_LAYOUT(double4_16a, 32, 16);
EXPECT_LAYOUT(double4_32a, 32, 32);
EXPECT_LAYOUT(dim3, 12, 4);
static_assert(std::is_trivially_copyable_v<float4> && std::is_trivial_v<float4>);
static_assert(std::is_trivially_copyable_v<dim3>);

TEST(VectorTypes, MakeFunctions) {
  const float4 f = make_float4(1, 2, 3, 4);
  EXPECT_EQ(f.x + 10 * f.y + 100 * f.z + 1000 * f.w, 4321.0f);
  const uchar3 c = make_uchar3(1, 2, 3);
  EXPECT_EQ(c.x + 10 * c.y + 100 * c.z, 321);
  const longlong2 l = make_longlong2(1ll << 40, -1);
  EXPECT_EQ(l.x, 1ll << 40);
  EXPECT_EQ(l.y, -1);
  EXPECT_EQ(make_double4_32a(1, 2, 3, 4).w, 4.0);
}

TEST(VectorTypes, Dim3ConvertsAsCudas) {
  constexpr dim3 flat = 7;
  static_assert(flat.x == 7 && flat.y == 1 && flat.z == 1);
  constexpr dim3 deep(2, 3, 4);
  constexpr uint3 index = deep;
  static_assert(index.x == 2 && index.y == 3 && index.z == 4);
  const dim3 back = index;
  EXPECT_EQ(back.z, 4u);
}

}  // namespace
