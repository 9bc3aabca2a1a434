// __constant__ and __device__ variables: initial values, writing and reading them from the host.
#include <cmath>
#include <vector>

#include "backends.h"

__constant__ float weights[5] = {1, 2, 3, 4, 5};
__device__ int counter = 7;

namespace settings {
struct Camera {
  float3 position;
  int zoom;
};
__constant__ Camera camera = {{1.0f, 2.0f, 3.0f}, 4};
__device__ double samples[4];
}  // namespace settings

namespace {

CONFORMANCE_SUITE(Variables);

__constant__ int hidden_offset = 100;
static __device__ unsigned seen_by_all = 0;

__device__ float weighted(const float* in, int at) {
  float sum = 0;
  for (int i = 0; i < 5; ++i) sum += weights[i] * in[at + i];
  return sum;
}

LARDER_KERNEL void convolve(const float* in, float* out) {
  out[threadIdx.x] = weighted(in, threadIdx.x);
}

TEST_P(Variables, ConstantArrays) {
  const float initial[5] = {1, 2, 3, 4, 5};
  ASSERT_TRUE(device().write(weights, initial).ok());
  auto in = filled(20, 2.0f);
  auto out = device().allocate<float>(16);
  device().launch(convolve, {1, 16}, in, out);
  for (float value : contents(out)) ASSERT_EQ(value, 30.0f);

  const float changed[5] = {0, 0, 10, 0, 0};
  ASSERT_TRUE(device().write(weights, changed).ok());
  device().launch(convolve, {1, 16}, in, out);
  for (float value : contents(out)) ASSERT_EQ(value, 20.0f);
}

LARDER_KERNEL void count_threads() { atomicAdd(&counter, 1); }

TEST_P(Variables, DeviceScalarsAreReadBack) {
  ASSERT_TRUE(device().write(counter, 7).ok());
  device().launch(count_threads, {10, 100});
  int value = 0;
  ASSERT_TRUE(device().read(counter, value).ok());
  EXPECT_EQ(value, 1007);
}

LARDER_KERNEL void use_structs(float* out) {
  settings::samples[threadIdx.x] = settings::camera.zoom * 0.5 + threadIdx.x;
  *out = settings::camera.position.y + settings::camera.position.z + hidden_offset;
}

TEST_P(Variables, StructsAndNamespaces) {
  ASSERT_TRUE(device().write(settings::camera, {{1, 2, 3}, 4}).ok());
  auto out = filled(1, 0.0f);
  device().launch(use_structs, {1, 4}, out);
  EXPECT_EQ(contents(out)[0], 105.0f);
  double samples[4] = {};
  ASSERT_TRUE(device().read(settings::samples, samples).ok());
  EXPECT_EQ(samples[3], 5.0);
}

// One kernel writes, another of the same program reads.
LARDER_KERNEL void first_kernel(unsigned value) { seen_by_all = value; }
LARDER_KERNEL void second_kernel(unsigned* out) { *out = seen_by_all + 1; }

TEST_P(Variables, AreSharedByKernels) {
  auto out = filled(1, 0u);
  device().launch(first_kernel, {1, 1}, 41u);
  device().launch(second_kernel, {1, 1}, out);
  EXPECT_EQ(contents(out)[0], 42u);
}

// A function's own table is constant data, too.
LARDER_KERNEL void local_tables(int* out) {
  static const int kSquares[] = {0, 1, 4, 9};
  const char* const text = "abc";
  out[threadIdx.x] = kSquares[threadIdx.x % 4] + text[threadIdx.x % 3] - 'a';
}

TEST_P(Variables, LocalTablesAndStrings) {
  auto out = device().allocate<int>(12);
  device().launch(local_tables, {1, 12}, out);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 12; ++i) EXPECT_EQ(values[i], (i % 4) * (i % 4) + i % 3);
}

}  // namespace
