// Texture functions on the CPU: filtering and addressing against a reference, formats, shapes, and
// objects that can't be read.
#include <cmath>
#include <cstring>
#include <limits>
#include <random>

#include "cuda_fp16.h"
#include "tests/unit/cudart_device/texture_fixture.h"
#include "tests/unit/cudart_device/texture_reference.h"
#include "tests/unit/simulator/run_kernel.h"

namespace larder::tests {
namespace {

constexpr float kNan = std::numeric_limits<float>::quiet_NaN();
constexpr float kInfinity = std::numeric_limits<float>::infinity();
constexpr cudaTextureAddressMode kModes[] = {cudaAddressModeWrap, cudaAddressModeClamp,
                                             cudaAddressModeMirror, cudaAddressModeBorder};
constexpr cudaTextureFilterMode kFilters[] = {cudaFilterModePoint, cudaFilterModeLinear};

std::vector<float> numbers(int count) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> some(-10, 10);
  std::vector<float> values(static_cast<std::size_t>(count));
  for (float& value : values) value = some(random);
  return values;
}

float read(cudaTextureObject_t texture, const std::vector<float>& at) {
  if (at.size() == 1) return tex1D<float>(texture, at[0]);
  if (at.size() == 2) return tex2D<float>(texture, at[0], at[1]);
  return tex3D<float>(texture, at[0], at[1], at[2]);
}

// Inside, at the edges, outside on both sides, and far outside; no multiples of half a weight.
std::vector<float> coordinates(int size, bool normalized) {
  std::vector<float> texels = {0.1f,  0.5f,   0.503f,       0.9f,       1.5f,  -0.3f,
                               -0.7f, -1.45f, -12.3f,       -1000.1f,   99.2f, 12345.6f,
                               1e7f,  -1e7f,  size - 0.49f, size - 0.3f};
  std::mt19937 random(8);
  std::uniform_real_distribution<float> some(-3.0f * static_cast<float>(size),
                                             4.0f * static_cast<float>(size));
  for (int i = 0; i < 60; ++i) texels.push_back(some(random));
  if (!normalized) return texels;
  for (float& each : texels) each /= static_cast<float>(size);
  return texels;
}

class Filtering : public Textures {
 protected:
  void check(const Extent& extent, std::size_t dimensions) {
    std::vector<float> texels = numbers(extent.width * extent.height * extent.slices);
    for (const auto mode : kModes) {
      for (const auto filter : kFilters) {
        for (const bool normalized : {false, true}) {
          cudaTextureDesc how = reading(mode, normalized, filter);
          how.borderColor[0] = 3;
          check(texels, extent, how, dimensions);
        }
      }
    }
  }

 private:
  void check(std::vector<float>& texels, const Extent& extent, const cudaTextureDesc& how,
             std::size_t dimensions) {
    const cudaTextureObject_t texture = add(image_of(texels, extent), how);
    const int sizes[] = {extent.width, extent.height, extent.slices};
    std::vector<std::vector<float>> axes;
    axes.reserve(dimensions);
    for (std::size_t axis = 0; axis < dimensions; ++axis) {
      axes.push_back(coordinates(sizes[axis], how.normalizedCoords != 0));
    }
    const std::size_t count = axes[0].size();
    for (std::size_t i = 0; i < count * (dimensions > 1 ? 9 : 1); ++i) {
      std::vector<float> at;
      at.reserve(dimensions);
      for (std::size_t axis = 0; axis < dimensions; ++axis) {
        at.push_back(axes[axis][(i + i / count * axis * 7) % count]);
      }
      const double right = expected(texels, extent, how, at);
      ASSERT_NEAR(read(texture, at), right, 2e-5)
          << "mode " << how.addressMode[0] << " filter " << how.filterMode << " normalized "
          << how.normalizedCoords << " x " << at[0];
    }
  }
};

TEST_F(Filtering, OneDimension) {
  check({5}, 1);
  check({1}, 1);
  check({64}, 1);
}
TEST_F(Filtering, TwoDimensions) { check({6, 7}, 2); }
TEST_F(Filtering, ThreeDimensions) { check({4, 3, 5}, 3); }

TEST_F(Textures, WeightsHaveEightBits) {
  std::vector<float> texels = {0, 256};
  const auto texture =
      add(image_of(texels, {2}), reading(cudaAddressModeClamp, false, cudaFilterModeLinear));
  EXPECT_EQ(tex1D<float>(texture, 0.5f), 0);
  EXPECT_EQ(tex1D<float>(texture, 1.5f), 256);
  EXPECT_EQ(tex1D<float>(texture, 0.75f), 64);
  EXPECT_EQ(tex1D<float>(texture, 0.5f + 1.4f / 256), 1);
  EXPECT_EQ(tex1D<float>(texture, 0.5f + 1.6f / 256), 2);
  EXPECT_EQ(tex1D<float>(texture, 1.5f - 0.4f / 256), 256);
}

TEST_F(Textures, TexelsWithoutWeightHaveNoInfluence) {
  std::vector<float> texels = {1, kInfinity, kNan, 2};
  const auto texture =
      add(image_of(texels, {2, 2}), reading(cudaAddressModeClamp, false, cudaFilterModeLinear));
  EXPECT_EQ(tex2D<float>(texture, 0.5f, 0.5f), 1);
  EXPECT_EQ(tex2D<float>(texture, 1.5f, 1.5f), 2);
  EXPECT_EQ(tex2D<float>(texture, 1, 0.5f), kInfinity);
  EXPECT_TRUE(std::isnan(tex2D<float>(texture, 1, 1)));
}

TEST_F(Textures, CoordinatesThatAreNoNumbers) {
  std::vector<float> texels = {1, 2, 3};
  for (const auto filter : kFilters) {
    const auto clamp = add(image_of(texels, {3}), reading(cudaAddressModeClamp, false, filter));
    const auto border = add(image_of(texels, {3}), reading(cudaAddressModeBorder, true, filter));
    const auto wrap = add(image_of(texels, {3}), reading(cudaAddressModeWrap, true, filter));
    EXPECT_EQ(tex1D<float>(clamp, kNan), 1);
    EXPECT_EQ(tex1D<float>(clamp, -kInfinity), 1);
    EXPECT_EQ(tex1D<float>(clamp, kInfinity), 3);
    EXPECT_EQ(tex1D<float>(clamp, 3e38f), 3);
    for (const float at : {kNan, kInfinity, -kInfinity, 3e38f, -3e38f}) {
      EXPECT_EQ(tex1D<float>(border, at), 0);
      EXPECT_EQ(tex1D<float>(wrap, at), filter == cudaFilterModePoint ? 1 : 2) << at;
    }
  }
}

TEST_F(Textures, BordersOfIntegers) {
  cudaTextureDesc how = reading(cudaAddressModeBorder, false);
  const auto set = [&](int channel, int value) {
    std::memcpy(&how.borderColor[channel], &value, sizeof value);
  };
  set(0, -2000000000);
  std::vector<int> texels = {1, 2};
  EXPECT_EQ(tex1D<int>(add(image_of(texels, {2}), how), 2.5f), -2000000000);
  set(0, 250);
  set(1, 7);
  std::vector<uchar2> pairs = {{1, 2}, {3, 4}};
  const auto texture = add(image_of(pairs, {2}), how);
  EXPECT_EQ(tex1D<uchar2>(texture, -1).x, 250);
  EXPECT_EQ(tex1D<uchar2>(texture, -1).y, 7);
  EXPECT_EQ(tex1D<uchar2>(texture, 1).y, 4);
}

// A reflected coordinate of the guide, 1 - frac(x), is at the texel before the boundary.
TEST_F(Textures, BoundariesOfTexels) {
  std::vector<float> texels = {1, 2, 3, 4};
  const auto wrap = add(image_of(texels, {4}), reading(cudaAddressModeWrap, true));
  const auto mirror = add(image_of(texels, {4}), reading(cudaAddressModeMirror, true));
  EXPECT_EQ(tex1D<float>(wrap, 1.0f), 1);
  EXPECT_EQ(tex1D<float>(wrap, 0.25f), 2);
  EXPECT_EQ(tex1D<float>(wrap, -0.25f), 4);
  EXPECT_EQ(tex1D<float>(wrap, -1e-20f), 4);
  EXPECT_EQ(tex1D<float>(mirror, 1.0f), 4);
  EXPECT_EQ(tex1D<float>(mirror, 1.25f), 4);
  EXPECT_EQ(tex1D<float>(mirror, 1.26f), 3);
  EXPECT_EQ(tex1D<float>(mirror, -0.26f), 2);
  EXPECT_EQ(tex1D<float>(mirror, 2.25f), 2);
}

TEST_F(Textures, IntegersAsTheyAre) {
  std::vector<char4> small = {make_char4(-128, -1, 0, 127)};
  std::vector<ushort2> middle = {make_ushort2(65535, 7)};
  std::vector<int> large = {-5};
  const cudaTextureDesc how = reading(cudaAddressModeClamp);
  const auto chars = add(image_of(small, {1}), how);
  const char4 four = tex1D<char4>(chars, 0.5f);
  EXPECT_EQ(four.x, -128);
  EXPECT_EQ(four.w, 127);
  EXPECT_EQ(tex1D<int4>(chars, 0.5f).y, -1);
  EXPECT_EQ(tex1D<signed char>(chars, 0.5f), -128);
  const auto shorts = add(image_of(middle, {1}), how);
  EXPECT_EQ(tex1D<ushort2>(shorts, 0).x, 65535);
  EXPECT_EQ(tex1D<uint4>(shorts, 0).y, 7u);
  EXPECT_EQ(tex1D<uint4>(shorts, 0).z, 0u);
  EXPECT_EQ(tex1D<int>(add(image_of(large, {1}), how), 0), -5);
}

TEST_F(Textures, IntegersAsNumbers) {
  std::vector<unsigned char> bytes = {0, 51, 255};
  std::vector<signed char> small = {-128, -127, 127};
  std::vector<short> middle = {-32768, 16384, 32767};
  std::vector<unsigned short> unsigned_middle = {0, 13107, 65535};
  std::vector<int> large = {3};
  const cudaTextureDesc how =
      reading(cudaAddressModeClamp, false, cudaFilterModePoint, cudaReadModeNormalizedFloat);
  const auto expect = [&](cudaTextureObject_t texture, float a, float b, float c) {
    EXPECT_FLOAT_EQ(tex1D<float>(texture, 0), a);
    EXPECT_FLOAT_EQ(tex1D<float>(texture, 1), b);
    EXPECT_FLOAT_EQ(tex1D<float1>(texture, 2).x, c);
  };
  expect(add(image_of(bytes, {3}), how), 0, 0.2f, 1);
  expect(add(image_of(small, {3}), how), -1, -1, 1);
  expect(add(image_of(middle, {3}), how), -1, 16384.0f / 32767, 1);
  expect(add(image_of(unsigned_middle, {3}), how), 0, 0.2f, 1);
  EXPECT_EQ(tex1D<int>(add(image_of(large, {1}), how), 0), 3);
  cudaTextureDesc linear = how;
  linear.filterMode = cudaFilterModeLinear;
  EXPECT_FLOAT_EQ(tex1D<float>(add(image_of(bytes, {3}), linear), 1.0f), 0.1f);
}

TEST_F(Textures, HalvesAndVectors) {
  std::vector<__half> halves = {__float2half(1.5f), __float2half(-2)};
  const auto texture = add(image_of(halves, {2}, cudaCreateChannelDescHalf()),
                           reading(cudaAddressModeClamp, false, cudaFilterModeLinear));
  EXPECT_EQ(tex1D<float>(texture, 0.5f), 1.5f);
  EXPECT_EQ(tex1D<float>(texture, 1), -0.25f);
  std::vector<float4> vectors = {make_float4(1, 2, 3, 4), make_float4(5, 6, 7, 8)};
  const auto fours =
      add(image_of(vectors, {2}), reading(cudaAddressModeClamp, false, cudaFilterModeLinear));
  float4 value = tex1D<float4>(fours, 1);
  EXPECT_EQ(value.x, 3);
  EXPECT_EQ(value.w, 6);
  EXPECT_EQ(tex1D<float2>(fours, 0).y, 2);
  tex1D(&value, fours, 2.0f);
  EXPECT_EQ(value.z, 7);
}

TEST_F(Textures, SrgbBecomesLinear) {
  std::vector<uchar4> texels = {make_uchar4(0, 128, 255, 128)};
  cudaTextureDesc how =
      reading(cudaAddressModeClamp, false, cudaFilterModePoint, cudaReadModeNormalizedFloat);
  how.sRGB = 1;
  const float4 value = tex1D<float4>(add(image_of(texels, {1}), how), 0);
  EXPECT_EQ(value.x, 0);
  EXPECT_NEAR(value.y, 0.2158605f, 1e-6);
  EXPECT_FLOAT_EQ(value.z, 1);
  EXPECT_FLOAT_EQ(value.w, 128.0f / 255);
}

TEST_F(Textures, Layers) {
  std::vector<float> texels = numbers(4 * 3 * 2);
  cudaTextureDesc how = reading(cudaAddressModeClamp);
  const auto two = add(image_of(texels, {4, 3, 2, cudaArrayLayered}), how);
  const auto one = add(image_of(texels, {4, 1, 6, cudaArrayLayered}), how);
  EXPECT_EQ(tex2DLayered<float>(two, 2.5f, 1.5f, 1), texels[12 + 4 + 2]);
  EXPECT_EQ(tex2DLayered<float>(two, 2.5f, 1.5f, 9), texels[12 + 4 + 2]);
  EXPECT_EQ(tex2DLayered<float>(two, 2.5f, 1.5f, -1), texels[4 + 2]);
  EXPECT_EQ(tex1DLayered<float>(one, 3.5f, 5), texels[23]);
  EXPECT_EQ(tex1DLayeredLod<float>(one, 3.5f, 5, 1), texels[23]);
  EXPECT_EQ(tex1DLayeredGrad<float>(one, 3.5f, 5, 1, 1), texels[23]);
  EXPECT_EQ(tex2DLayeredLod<float>(two, 3.5f, 2.5f, 1, 0), texels[23]);
  EXPECT_EQ(tex2DLayeredGrad<float>(two, 3.5f, 2.5f, 1, {}, {}), texels[23]);
}

TEST_F(Textures, WithoutMipmapsLevelsAndGradientsHaveNoEffect) {
  std::vector<float> texels = numbers(4 * 3 * 2);
  cudaTextureDesc how = reading(cudaAddressModeClamp);
  const auto three = add(image_of(texels, {4, 3, 2}), how);
  const auto two = add(image_of(texels, {4, 6}), how);
  const auto one = add(image_of(texels, {24}), how);
  EXPECT_EQ(tex1DLod<float>(one, 5, 3), texels[5]);
  EXPECT_EQ(tex1DGrad<float>(one, 5, 3, 3), texels[5]);
  EXPECT_EQ(tex2DLod<float>(two, 1, 1, 3), texels[5]);
  EXPECT_EQ(tex2DGrad<float>(two, 1, 1, {}, {}), texels[5]);
  EXPECT_EQ(tex3DLod<float>(three, 1, 1, 1, 3), texels[17]);
  EXPECT_EQ(tex3DGrad<float>(three, 1, 1, 1, {}, {}), texels[17]);
}

// The direction through the centre of each texel, from the guide's table read backwards.
TEST_F(Textures, Cubes) {
  constexpr int kWidth = 4;
  std::vector<float> texels = numbers(kWidth * kWidth * 12);
  cudaTextureDesc how = reading(cudaAddressModeWrap, true, cudaFilterModeLinear);
  const auto cube = add(image_of(texels, {kWidth, kWidth, 6, cudaArrayCubemap}), how);
  const auto cubes =
      add(image_of(texels, {kWidth, kWidth, 12, cudaArrayCubemap | cudaArrayLayered}), how);
  for (int i = 0; i < kWidth * kWidth * 6; ++i) {
    const float s = (static_cast<float>(i % kWidth) + 0.5f) / kWidth * 2 - 1;
    const float t = (static_cast<float>(i / kWidth % kWidth) + 0.5f) / kWidth * 2 - 1;
    const float directions[6][3] = {{1, -t, -s}, {-1, -t, s}, {s, 1, t},
                                    {s, -1, -t}, {s, -t, 1},  {-s, -t, -1}};
    const float* const to = directions[i / (kWidth * kWidth)];
    const auto at = static_cast<std::size_t>(i);
    EXPECT_EQ(texCubemap<float>(cube, 3 * to[0], 3 * to[1], 3 * to[2]), texels[at]) << i;
    EXPECT_EQ(texCubemapLod<float>(cube, to[0], to[1], to[2], 0), texels[at]) << i;
    EXPECT_EQ(texCubemapLayered<float>(cubes, to[0], to[1], to[2], 1), texels[at + 96]) << i;
    EXPECT_EQ(texCubemapLayeredLod<float>(cubes, to[0], to[1], to[2], 0, 0), texels[at]) << i;
  }
}

TEST_F(Textures, LinearMemory) {
  std::vector<unsigned char> texels = {10, 20, 255};
  cudart::Image image = image_of(texels, {3});
  image.linear = true;
  const auto bytes = add(image, reading(cudaAddressModeWrap));
  EXPECT_EQ(tex1Dfetch<unsigned char>(bytes, 1), 20);
  EXPECT_EQ(tex1Dfetch<unsigned char>(bytes, -1), 0);
  EXPECT_EQ(tex1Dfetch<unsigned char>(bytes, 3), 0);
  uchar1 one{};
  tex1Dfetch(&one, bytes, 2);
  EXPECT_EQ(one.x, 255);
  const auto numbers_of = add(
      image, reading(cudaAddressModeWrap, false, cudaFilterModePoint, cudaReadModeNormalizedFloat));
  EXPECT_EQ(tex1Dfetch<float>(numbers_of, 2), 1);
}

TEST_F(Textures, Gathering) {
  std::vector<float2> texels;
  texels.reserve(9);
  for (int i = 0; i < 9; ++i) {
    texels.push_back(make_float2(static_cast<float>(i), static_cast<float>(10 * i)));
  }
  const auto texture = add(image_of(texels, {3, 3}), reading(cudaAddressModeClamp));
  const float4 first = tex2Dgather<float4>(texture, 1, 1);
  EXPECT_EQ(first.x, 3);
  EXPECT_EQ(first.y, 4);
  EXPECT_EQ(first.z, 1);
  EXPECT_EQ(first.w, 0);
  EXPECT_EQ(tex2Dgather<float4>(texture, 3, 3, 1).w, 80);
}

enum class Wrong { kNull, kNumber, kDestroyed, kShape, kLinear, kFetch, kAnisotropic, kComponent };

void read_wrongly(cudaTextureObject_t texture, Wrong how, float* out) {
  switch (how) {
    case Wrong::kNull:
    case Wrong::kNumber:
    case Wrong::kDestroyed:
    case Wrong::kLinear:
      *out = tex1D<float>(texture, 0);
      return;
    case Wrong::kShape:
      *out = tex3D<float>(texture, 0, 0, 0);
      return;
    case Wrong::kFetch:
      *out = tex1Dfetch<float>(texture, 0);
      return;
    case Wrong::kAnisotropic:
      *out = tex2DGrad<float>(texture, 0, 0, {}, {});
      return;
    case Wrong::kComponent:
      *out = tex2Dgather<float4>(texture, 0, 0, 4).x;
      return;
  }
}

TEST_F(Textures, WhatCannotBeReadEndsTheLaunch) {
  std::vector<float> texels(64);
  cudaTextureDesc how = reading(cudaAddressModeClamp);
  cudart::Image memory = image_of(texels, {64});
  memory.linear = true;
  const auto linear = add(memory, how);
  const auto layered = add(image_of(texels, {8, 8, 1, cudaArrayLayered}), how);
  const auto flat = add(image_of(texels, {8, 8}), how);
  how.maxAnisotropy = 4;
  const auto anisotropic = add(image_of(texels, {8, 8}), how);
  const auto destroyed = add(image_of(texels, {8}), how);
  EXPECT_TRUE(textures_.destroy(destroyed));
  EXPECT_FALSE(textures_.destroy(destroyed));
  float out = 7;
  const auto fails = [&](cudaTextureObject_t texture, Wrong wrong) {
    const Status status = simulator::run_kernel<read_wrongly>({1, 1}, texture, wrong, &out);
    EXPECT_FALSE(status.ok()) << static_cast<int>(wrong);
  };
  fails(0, Wrong::kNull);
  fails(reinterpret_cast<std::uintptr_t>(texels.data()) / 64 * 64 + 64, Wrong::kNumber);
  fails(linear + 1, Wrong::kNumber);
  fails(destroyed, Wrong::kDestroyed);
  fails(layered, Wrong::kShape);
  fails(linear, Wrong::kLinear);
  fails(flat, Wrong::kFetch);
  fails(anisotropic, Wrong::kAnisotropic);
  fails(flat, Wrong::kComponent);
  EXPECT_EQ(out, 7);
}

}  // namespace
}  // namespace larder::tests
