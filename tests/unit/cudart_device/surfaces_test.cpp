// Surface functions on the CPU: shapes, types, boundaries, and surfaces that can't be accessed.
#include <numeric>

#include "tests/unit/cudart_device/texture_fixture.h"
#include "tests/unit/simulator/run_kernel.h"

namespace larder::tests {
namespace {

using Surfaces = Textures;

std::vector<int> counted(int count) {
  std::vector<int> values(static_cast<std::size_t>(count));
  std::iota(values.begin(), values.end(), 0);
  return values;
}

TEST_F(Surfaces, Shapes) {
  std::vector<int> values = counted(4 * 4 * 12);
  const auto one = add_surface(image_of(values, {4}));
  const auto two = add_surface(image_of(values, {4, 4}));
  const auto three = add_surface(image_of(values, {4, 4, 3}));
  const auto layers_1 = add_surface(image_of(values, {4, 1, 3, cudaArrayLayered}));
  const auto layers_2 = add_surface(image_of(values, {4, 4, 3, cudaArrayLayered}));
  const auto cube = add_surface(image_of(values, {4, 4, 6, cudaArrayCubemap}));
  const auto cubes = add_surface(image_of(values, {4, 4, 12, cudaArrayCubemap | cudaArrayLayered}));
  EXPECT_EQ(surf1Dread<int>(one, 8), 2);
  EXPECT_EQ(surf2Dread<int>(two, 8, 3), 14);
  EXPECT_EQ(surf3Dread<int>(three, 8, 3, 2), 46);
  EXPECT_EQ(surf1DLayeredread<int>(layers_1, 8, 2), 10);
  EXPECT_EQ(surf2DLayeredread<int>(layers_2, 8, 3, 2), 46);
  EXPECT_EQ(surfCubemapread<int>(cube, 8, 3, 5), 94);
  EXPECT_EQ(surfCubemapLayeredread<int>(cubes, 8, 3, 11), 190);
  surf1Dwrite(-1, one, 0);
  surf2Dwrite(-2, two, 4, 0);
  surf3Dwrite(-3, three, 8, 0, 0);
  surf2DLayeredwrite(-4, layers_2, 12, 0, 0);
  surf1DLayeredwrite(-5, layers_1, 0, 1);
  surfCubemapwrite(-6, cube, 4, 1, 0);
  surfCubemapLayeredwrite(-7, cubes, 8, 1, 0);
  for (int i = 0; i < 7; ++i) EXPECT_EQ(values[static_cast<std::size_t>(i)], -1 - i);
}

TEST_F(Surfaces, TypesOfAnySize) {
  std::vector<int> values = counted(8);
  const auto surface = add_surface(image_of(values, {4, 2}));
  EXPECT_EQ(surf2Dread<int4>(surface, 0, 1).w, 7);
  EXPECT_EQ(surf2Dread<unsigned char>(surface, 12, 1), 7);
  EXPECT_EQ(surf2Dread<int2>(surface, 8, 0).y, 3);
  surf2Dwrite(make_ushort2(1, 2), surface, 4, 0);
  EXPECT_EQ(values[1], 0x20001);
  int2 pair{};
  surf2Dread(&pair, surface, 0, 1);
  EXPECT_EQ(pair.y, 5);
}

TEST_F(Surfaces, Boundaries) {
  std::vector<int> values = counted(12);
  const auto surface = add_surface(image_of(values, {3, 4}));
  EXPECT_EQ(surf2Dread<int>(surface, 12, 0, cudaBoundaryModeZero), 0);
  EXPECT_EQ(surf2Dread<int>(surface, 4, -1, cudaBoundaryModeZero), 0);
  EXPECT_EQ(surf2Dread<int>(surface, 12, 1, cudaBoundaryModeClamp), 5);
  EXPECT_EQ(surf2Dread<int>(surface, -400, 100, cudaBoundaryModeClamp), 9);
  EXPECT_EQ(surf2Dread<int2>(surface, 800, 0, cudaBoundaryModeClamp).y, 1);
  surf2Dwrite(99, surface, 12, 1, cudaBoundaryModeZero);
  EXPECT_EQ(values[6], 6);
  surf2Dwrite(99, surface, 400, 1, cudaBoundaryModeClamp);
  EXPECT_EQ(values[5], 99);
}

enum class Wrong { kNull, kDestroyed, kOutside, kMisaligned, kShape };

void write_wrongly(cudaSurfaceObject_t surface, Wrong how) {
  switch (how) {
    case Wrong::kNull:
    case Wrong::kDestroyed:
      surf2Dwrite(1, surface, 0, 0);
      return;
    case Wrong::kOutside:
      surf2Dwrite(1, surface, 0, 2);
      return;
    case Wrong::kMisaligned:
      surf2Dwrite(1, surface, 2, 0, cudaBoundaryModeClamp);
      return;
    case Wrong::kShape:
      surf2DLayeredwrite(1, surface, 0, 0, 0);
      return;
  }
}

TEST_F(Surfaces, WhatCannotBeAccessedEndsTheLaunch) {
  std::vector<int> values = counted(4);
  const auto surface = add_surface(image_of(values, {2, 2}));
  const auto destroyed = add_surface(image_of(values, {2, 2}));
  EXPECT_TRUE(surfaces_.destroy(destroyed));
  const auto fails = [&](cudaSurfaceObject_t object, Wrong wrong) {
    const Status status = simulator::run_kernel<write_wrongly>({1, 1}, object, wrong);
    EXPECT_FALSE(status.ok()) << static_cast<int>(wrong);
  };
  fails(0, Wrong::kNull);
  fails(destroyed, Wrong::kDestroyed);
  for (const Wrong wrong : {Wrong::kOutside, Wrong::kMisaligned, Wrong::kShape})
    fails(surface, wrong);
  EXPECT_EQ(values, counted(4));
}

}  // namespace
}  // namespace larder::tests
