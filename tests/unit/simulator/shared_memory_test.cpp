#include "runtime/simulator/shared_memory.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

TEST(SharedMemory, FindsObjectsAgainAndKeepsThemApart) {
  SharedMemory memory;
  memory.reset(100);
  int a, b;
  auto* const first = static_cast<char*>(memory.find_or_add(&a, 10, 1));
  auto* const second = static_cast<char*>(memory.find_or_add(&b, 64, 64));
  EXPECT_EQ(memory.find_or_add(&a, 10, 1), first);
  EXPECT_EQ(memory.find_or_add(&b, 64, 64), second);
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(second) % 64, 0u);
  EXPECT_TRUE(first + 10 <= second || second + 64 <= first);
  auto* const dynamic = static_cast<char*>(memory.dynamic());
  EXPECT_TRUE(dynamic + 100 <= first || first + 10 <= dynamic);
  EXPECT_EQ(memory.static_bytes(), 128u);
}

TEST(SharedMemory, StartsFilledWithOnesEachTime) {
  SharedMemory memory;
  int id;
  for (int block = 0; block < 3; ++block) {
    memory.reset(16);
    auto* const object = static_cast<unsigned char*>(memory.find_or_add(&id, 100, 4));
    auto* const dynamic = static_cast<unsigned char*>(memory.dynamic());
    for (int i = 0; i < 100; ++i) EXPECT_EQ(object[i], 0xff);
    for (int i = 0; i < 16; ++i) EXPECT_EQ(dynamic[i], 0xff);
    for (int i = 0; i < 100; ++i) object[i] = 1;
    for (int i = 0; i < 16; ++i) dynamic[i] = 1;
  }
}

TEST(SharedMemory, HoldsManyObjects) {
  SharedMemory memory;
  memory.reset(0);
  std::vector<char> ids(1000);
  for (char& id : ids)
    *static_cast<int*>(memory.find_or_add(&id, 4, 4)) = static_cast<int>(&id - ids.data());
  for (char& id : ids) {
    EXPECT_EQ(*static_cast<int*>(memory.find_or_add(&id, 4, 4)),
              static_cast<int>(&id - ids.data()));
  }
}

std::uint32_t low_bits(const void* place) {
  return static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(place));
}

TEST(SharedMemory, IsFoundByTheLowBitsOfAnAddress) {
  SharedMemory memory;
  memory.reset(100);
  int id;
  auto* const object = static_cast<char*>(memory.find_or_add(&id, 64, 16));
  auto* const dynamic = static_cast<char*>(memory.dynamic());
  EXPECT_EQ(memory.at(low_bits(object)), object);
  EXPECT_EQ(memory.at(low_bits(object + 63)), object + 63);
  EXPECT_EQ(memory.at(low_bits(dynamic + 99)), dynamic + 99);
  EXPECT_EQ(memory.at(low_bits(dynamic) - 1), nullptr);
  EXPECT_EQ(memory.at(low_bits(object) + 0x10000000u), nullptr);
}

TEST(SharedMemory, RefusesMoreThanABlockHas) {
  SharedMemory memory;
  int a, b;
  memory.reset(0);
  EXPECT_NE(memory.find_or_add(&a, kMaxStaticSharedBytes, 16), nullptr);
  EXPECT_EQ(memory.find_or_add(&b, 1, 1), nullptr);
  memory.reset(kMaxSharedBytes - 100);
  EXPECT_EQ(memory.find_or_add(&a, 101, 1), nullptr);
  memory.reset(kMaxSharedBytes - 100);
  EXPECT_NE(memory.find_or_add(&a, 100, 1), nullptr);
}

struct Tile {
  double value;
  float cells[3][5];
};

LARDER_KERNEL void kinds(int* fresh, double* out) {
  static char scalar_id, tile_id, grid_id;
  int& scalar = shared_variable<int>(&scalar_id);
  Tile& tile = shared_variable<Tile>(&tile_id);
  auto& grid = shared_variable<float[4][8]>(&grid_id, 16);
  if (threadIdx.x == 0) {
    atomicAnd(fresh, scalar == -1 && std::isnan(tile.value) && std::isnan(grid[3][7]) ? 1 : 0);
    scalar = 5;
    tile.value = 2.5;
  }
  __syncthreads();
  grid[threadIdx.x / 8][threadIdx.x % 8] = static_cast<float>(threadIdx.x);
  __syncthreads();
  if (threadIdx.x == 31) out[blockIdx.x] = scalar + tile.value + grid[1][2];
}

TEST(SharedMemoryInKernels, BelongsToTheBlockAndStartsFresh) {
  int fresh = 1;
  std::vector<double> out(200);
  ASSERT_TRUE(run_kernel<kinds>({200, 32}, &fresh, out.data()).ok());
  EXPECT_EQ(fresh, 1);
  for (double value : out) EXPECT_EQ(value, 5 + 2.5 + 10);
}

LARDER_KERNEL void dynamic_kernel(float* out, int* fresh) {
  auto& values = dynamic_shared<float[]>();
  auto& words = dynamic_shared<unsigned[]>();  // a second declaration names the same memory
  if (threadIdx.x == 0) atomicAnd(fresh, words[blockDim.x - 1] == 0xffffffffu ? 1 : 0);
  __syncthreads();
  values[threadIdx.x] = static_cast<float>(threadIdx.x + blockIdx.x);
  __syncthreads();
  out[blockIdx.x * blockDim.x + threadIdx.x] = values[blockDim.x - 1 - threadIdx.x];
}

TEST(SharedMemoryInKernels, DynamicPartHasTheSizeOfTheLaunch) {
  for (const unsigned threads : {1u, 64u, 1024u}) {
    std::vector<float> out(std::size_t{9} * threads);
    int fresh = 1;
    ASSERT_TRUE(
        run_kernel<dynamic_kernel>({9, threads, std::size_t{4} * threads}, out.data(), &fresh)
            .ok());
    EXPECT_EQ(fresh, 1);
    for (unsigned i = 0; i < out.size(); ++i) {
      const unsigned block = i / threads;
      EXPECT_EQ(out[i], static_cast<float>(threads - 1 - i % threads + block));
    }
  }
}

LARDER_KERNEL void too_much() {
  static char id;
  auto& big = shared_variable<char[40000]>(&id);
  big[threadIdx.x] = 1;
}

TEST(SharedMemoryInKernels, TooMuchOfItEndsTheLaunch) {
  ASSERT_TRUE(run_kernel<too_much>({2, 32, 190000}).ok());
  const Status status = run_kernel<too_much>({2, 32, 200000});
  EXPECT_EQ(status.code(), Code::kLaunchFailed);
  EXPECT_NE(status.message().find("40000 bytes declared and 200000 dynamic"), std::string::npos)
      << status.text();
}

}  // namespace
}  // namespace larder::inline v1::simulator
