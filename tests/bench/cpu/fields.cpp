// Kernels over a picture and over a volume, without shared memory.
#include "tests/bench/cpu/openmp/fields.h"

#include <larder/larder.h>

#include "tests/bench/cpu/task.h"

/// How many steps each point of [-2, 1] x [-1.5, 1.5] takes to leave the circle of radius 2.
LARDER_KERNEL void mandelbrot(int* steps, int width, int height, int limit) {
  const int x = blockIdx.x * blockDim.x + threadIdx.x;
  const int y = blockIdx.y * blockDim.y + threadIdx.y;
  if (x >= width || y >= height) return;
  const float a = -2.0f + 3.0f * x / width;
  const float b = -1.5f + 3.0f * y / height;
  float u = 0;
  float v = 0;
  int step = 0;
  while (step < limit && u * u + v * v <= 4.0f) {
    const float next = u * u - v * v + a;
    v = 2 * u * v + b;
    u = next;
    ++step;
  }
  steps[y * width + x] = step;
}

/// Heat that flows to the six neighbours; the border stays.
LARDER_KERNEL void stencil3d(const float* __restrict__ in, float* __restrict__ out, int nx, int ny,
                             int nz) {
  const int x = blockIdx.x * blockDim.x + threadIdx.x;
  const int y = blockIdx.y * blockDim.y + threadIdx.y;
  const int z = blockIdx.z * blockDim.z + threadIdx.z;
  if (x < 1 || y < 1 || z < 1 || x >= nx - 1 || y >= ny - 1 || z >= nz - 1) return;
  const int i = (z * ny + y) * nx + x;
  out[i] = 0.4f * in[i] + 0.1f * (in[i - 1] + in[i + 1] + in[i - nx] + in[i + nx] +
                                  in[i - nx * ny] + in[i + nx * ny]);
}

namespace larder::bench {
namespace {

class Mandelbrot final : public Task {
 public:
  explicit Mandelbrot(Device& device) : Task(device), steps_(device, kSide * kSide) {}

  void ours() override {
    device().launch(mandelbrot, {{kSide / 32, kSide / 8}, {32, 8}}, steps_.ours, kSide, kSide,
                    kLimit);
  }
  void theirs() override { openmp::mandelbrot(steps_.theirs.data(), kSide, kSide, kLimit); }
  /// At the border of the set an expression that was rounded once instead of twice changes the
  /// number of steps: a few points may differ.
  std::string difference() override {
    std::vector<int> one;
    std::vector<int> other;
    check(device().download(steps_.ours, one));
    check(device().download(steps_.theirs, other));
    steps_.reset();
    int differ = 0;
    for (std::size_t i = 0; i < one.size(); ++i) differ += one[i] != other[i] ? 1 : 0;
    if (differ <= kSide * kSide / 50) return "";
    return std::to_string(differ) + " of " + std::to_string(kSide * kSide) + " points differ";
  }

 private:
  static constexpr int kSide = 512;
  static constexpr int kLimit = 256;
  Results<int> steps_;
};

class Stencil3d final : public Task {
 public:
  explicit Stencil3d(Device& device)
      : Task(device), in_(random_floats(device, kCount, -1, 1)), out_(device, kCount) {}

  void ours() override {
    device().launch(stencil3d, {{kSide / 64, kSide / 4, kSide}, {64, 4, 1}}, in_, out_.ours, kSide,
                    kSide, kSide);
  }
  void theirs() override { openmp::stencil3d(in_.data(), out_.theirs.data(), kSide, kSide, kSide); }
  std::string difference() override { return out_.difference(1e-6); }

 private:
  static constexpr int kSide = 128;
  static constexpr int kCount = kSide * kSide * kSide;
  Buffer<float> in_;
  Results<float> out_;
};

}  // namespace

void add_fields(Catalog& catalog) {
  catalog.push_back(entry<Mandelbrot>("mandelbrot", Group::kWithoutBarriers));
  catalog.push_back(entry<Stencil3d>("3-D stencil", Group::kWithoutBarriers));
}

}  // namespace larder::bench
