// Grids and blocks of one to three dimensions, parameters of every kind, printf.
#include <cstdio>
#include <string>
#include <vector>

#include "backends.h"

namespace {

CONFORMANCE_SUITE(Grid);

LARDER_KERNEL void indices(unsigned* out) {
  const unsigned block = (blockIdx.z * gridDim.y + blockIdx.y) * gridDim.x + blockIdx.x;
  const unsigned thread = (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
  const unsigned i = block * blockDim.x * blockDim.y * blockDim.z + thread;
  out[i] += i + 1;
}

TEST_P(Grid, OneToThreeDimensions) {
  const dim3 shapes[][2] = {{1, 1},
                            {1000, 1},
                            {3, 1024},
                            {{3, 5}, {16, 4}},
                            {{2, 3, 4}, {5, 6, 7}},
                            {{1, 1, 100}, {1, 1, 64}}};
  for (const auto& [grid, block] : shapes) {
    const unsigned n = grid.x * grid.y * grid.z * block.x * block.y * block.z;
    auto out = filled(n, 0u);
    device().launch(indices, {grid, block}, out);
    const std::vector<unsigned> values = contents(out);
    for (unsigned i = 0; i < n; ++i) ASSERT_EQ(values[i], i + 1);
  }
}

LARDER_KERNEL void grid_stride(float* data, int n, float factor) {
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x) {
    data[i] *= factor;
  }
}

TEST_P(Grid, GridStrideLoop) {
  auto data = filled(10007, 2.0f);
  device().launch(grid_stride, {7, 96}, data, 10007, 1.5f);
  for (float value : contents(data)) ASSERT_EQ(value, 3.0f);
}

LARDER_KERNEL void builtin_types(int* out) {
  const uint3 thread = threadIdx;
  const dim3 whole = blockDim;
  const dim3 from_index = blockIdx;
  out[threadIdx.x] = static_cast<int>(thread.x * whole.x + from_index.y) + warpSize;
}

TEST_P(Grid, BuiltInVariablesHaveCudasTypes) {
  auto out = device().allocate<int>(8);
  device().launch(builtin_types, {1, 8}, out);
  EXPECT_EQ(contents(out)[3], 24 + 32);
}

struct Settings {
  char tag;
  double scale;
  short counts[3];
  float4 colour;
  bool on;
};
enum Unscoped { kRed = 3, kGreen = 9 };

LARDER_KERNEL void parameters(bool flag, char c, unsigned char uc, short s, unsigned short us,
                              int i, unsigned u, long l, unsigned long ul, long long ll,
                              unsigned long long ull, float f, double d, Unscoped colour,
                              const Settings settings, uchar3 odd, double2 pair, const int* in,
                              double* out) {
  out[0] = flag ? 1 : 0;
  out[1] = c + uc + s + us;
  out[2] = static_cast<double>(i) + u;
  out[3] = static_cast<double>(l) + static_cast<double>(ul);
  out[4] = static_cast<double>(ll) + static_cast<double>(ull);
  out[5] = f + d;
  out[6] = colour;
  out[7] = settings.tag + settings.scale + settings.counts[2] + settings.colour.w + settings.on;
  out[8] = odd.x + odd.y + odd.z + pair.x + pair.y + *in;
}

TEST_P(Grid, ParametersOfEveryKind) {
  const Settings settings{'a', 0.5, {1, 2, 3}, make_float4(1, 2, 3, 4), true};
  auto in = filled(1, 1000);
  auto out = filled(9, 0.0);
  device().launch(parameters, {1, 1}, true, 'A', 200, -5, 60000, -7, 4000000000u, -8l, 9ul,
                  -(1ll << 40), 1ull << 41, 1.5f, 2.25, kGreen, settings, make_uchar3(1, 2, 3),
                  make_double2(0.25, 0.5), in, out);
  EXPECT_EQ(contents(out),
            (std::vector<double>{1, 'A' + 200 - 5 + 60000, 3999999993.0, 1, 1099511627776.0, 3.75,
                                 9, 'a' + 0.5 + 3 + 4 + 1, 6 + 0.75 + 1000}));
}

LARDER_KERNEL void modifies_parameters(int* out, int n) {
  n += threadIdx.x;  // each thread has its own
  out[threadIdx.x] = n++;
}

TEST_P(Grid, ParametersBelongToTheThread) {
  auto out = device().allocate<int>(64);
  device().launch(modifies_parameters, {1, 64}, out, 100);
  const std::vector<int> values = contents(out);
  for (int i = 0; i < 64; ++i) EXPECT_EQ(values[i], 100 + i);
}

LARDER_KERNEL void no_parameters() {}
LARDER_KERNEL void prints(int n, float x) {
  if (threadIdx.x == 3)
    printf("thread %d of %d, block %u: %.2f %s\n", threadIdx.x, n, blockIdx.x, x, "ok");
}

TEST_P(Grid, Printf) {
  testing::internal::CaptureStdout();
  device().launch(no_parameters, {1, 1});
  device().launch(prints, {1, 8}, 8, 1.5f);
  const larder::Status status = device().synchronize();
  std::fflush(stdout);
  EXPECT_EQ(testing::internal::GetCapturedStdout(), "thread 3 of 8, block 0: 1.50 ok\n");
  EXPECT_TRUE(status.ok()) << status.text();
}

template <int MaxThreads>
LARDER_KERNEL void __launch_bounds__(MaxThreads, 2) bounded(int* out) {
  out[threadIdx.x] = MaxThreads;
}

TEST_P(Grid, LaunchBounds) {
  auto out = device().allocate<int>(128);
  device().launch(bounded<128>, {1, 128}, out);
  EXPECT_EQ(contents(out)[127], 128);
  device().launch(bounded<128>, {1, 129}, out);
  EXPECT_FALSE(device().status().ok());
}

}  // namespace
