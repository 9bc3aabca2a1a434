// Grids in tiles of shared memory that reach over their edges.
#include "tests/bench/cpu/openmp/grids.h"

#include <larder/larder.h>

#include "tests/bench/cpu/task.h"

__device__ int inside(int position, int size) {
  return position < 0 ? 0 : position < size ? position : size - 1;
}

constexpr int kWidth = 32;
constexpr int kHeight = 8;

/// Heat that flows to the four neighbours; at the border, those are the border itself.
LARDER_KERNEL void stencil(const float* in, float* out, int n) {
  __shared__ float tile[kHeight + 2][kWidth + 2];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int x = blockIdx.x * blockDim.x + tx;
  const int y = blockIdx.y * blockDim.y + ty;
  tile[ty + 1][tx + 1] = in[y * n + x];
  if (ty == 0) tile[0][tx + 1] = in[inside(y - 1, n) * n + x];
  if (ty == kHeight - 1) tile[kHeight + 1][tx + 1] = in[inside(y + 1, n) * n + x];
  if (tx == 0) tile[ty + 1][0] = in[y * n + inside(x - 1, n)];
  if (tx == kWidth - 1) tile[ty + 1][kWidth + 1] = in[y * n + inside(x + 1, n)];
  __syncthreads();
  out[y * n + x] = 0.5f * tile[ty + 1][tx + 1] + 0.125f * (tile[ty][tx + 1] + tile[ty + 2][tx + 1] +
                                                           tile[ty + 1][tx] + tile[ty + 1][tx + 2]);
}

constexpr int kRadius = 4;
constexpr int kBlurHeight = kHeight + 2 * kRadius;
constexpr int kBlurWidth = kWidth + 2 * kRadius;

__host__ __device__ constexpr unsigned blur_weight(int d) { return kRadius + 1 - (d < 0 ? -d : d); }

__device__ void add(uint4& sum, unsigned weight, uchar4 value) {
  sum.x += weight * value.x;
  sum.y += weight * value.y;
  sum.z += weight * value.z;
  sum.w += weight * value.w;
}

__device__ void add(uint4& sum, unsigned weight, ushort4 value) {
  sum.x += weight * value.x;
  sum.y += weight * value.y;
  sum.z += weight * value.z;
  sum.w += weight * value.w;
}

/// First along the rows of the tile, then along its columns.
LARDER_KERNEL void blur(const uchar4* in, uchar4* out, int width, int height) {
  __shared__ uchar4 tile[kBlurHeight][kBlurWidth];
  __shared__ ushort4 rows[kBlurHeight][kWidth];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int x = blockIdx.x * kWidth + tx;
  const int y = blockIdx.y * kHeight + ty;
  for (int j = ty; j < kBlurHeight; j += kHeight) {
    const int from = inside(y - ty + j - kRadius, height) * width;
    for (int i = tx; i < kBlurWidth; i += kWidth)
      tile[j][i] = in[from + inside(x - tx + i - kRadius, width)];
  }
  __syncthreads();
  for (int j = ty; j < kBlurHeight; j += kHeight) {
    uint4 sum = make_uint4(0, 0, 0, 0);
    for (int d = -kRadius; d <= kRadius; ++d) add(sum, blur_weight(d), tile[j][tx + kRadius + d]);
    rows[j][tx] = make_ushort4(sum.x, sum.y, sum.z, sum.w);
  }
  __syncthreads();
  if (x >= width || y >= height) return;
  uint4 sum = make_uint4(0, 0, 0, 0);
  for (int d = -kRadius; d <= kRadius; ++d) add(sum, blur_weight(d), rows[ty + kRadius + d][tx]);
  constexpr unsigned kAll = (kRadius + 1) * (kRadius + 1) * (kRadius + 1) * (kRadius + 1);
  out[y * width + x] = make_uchar4((sum.x + kAll / 2) / kAll, (sum.y + kAll / 2) / kAll,
                                   (sum.z + kAll / 2) / kAll, (sum.w + kAll / 2) / kAll);
}

constexpr int kSteps = 2;  // of hotspot in one launch
constexpr int kHotHeight = 16;

/// A chip's temperature, several steps at once: the tile's edge that is right shrinks by one cell
/// in each.
LARDER_KERNEL void hotspot(const float* power, const float* in, float* out, int n, float rx,
                           float ry, float rz, float factor, float ambient) {
  __shared__ float now[kHotHeight][kWidth];
  __shared__ float next[kHotHeight][kWidth];
  __shared__ float heat[kHotHeight][kWidth];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int x = blockIdx.x * (kWidth - 2 * kSteps) + tx - kSteps;
  const int y = blockIdx.y * (kHotHeight - 2 * kSteps) + ty - kSteps;
  const bool valid = x >= 0 && x < n && y >= 0 && y < n;
  if (valid) {
    now[ty][tx] = in[y * n + x];
    heat[ty][tx] = power[y * n + x];
  }
  __syncthreads();
  const int west = x == 0 ? tx : tx - 1;
  const int east = x == n - 1 ? tx : tx + 1;
  const int north = y == 0 ? ty : ty - 1;
  const int south = y == n - 1 ? ty : ty + 1;
  for (int step = 1; step <= kSteps; ++step) {
    const bool computed =
        valid && tx >= step && tx < kWidth - step && ty >= step && ty < kHotHeight - step;
    if (computed) {
      const float t = now[ty][tx];
      next[ty][tx] =
          t + factor * (heat[ty][tx] + (now[south][tx] + now[north][tx] - 2 * t) * ry +
                        (now[ty][east] + now[ty][west] - 2 * t) * rx + (ambient - t) * rz);
    }
    __syncthreads();
    if (computed) now[ty][tx] = next[ty][tx];
    __syncthreads();
  }
  if (valid && tx >= kSteps && tx < kWidth - kSteps && ty >= kSteps && ty < kHotHeight - kSteps)
    out[y * n + x] = now[ty][tx];
}

namespace larder::bench {
namespace {

class Stencil final : public Task {
 public:
  explicit Stencil(Device& device)
      : Task(device),
        in_(random_floats(device, kSide * kSide, -1, 1)),
        out_(device, kSide * kSide) {}

  void ours() override {
    device().launch(stencil, {grid(), {kWidth, kHeight}}, in_, out_.ours, kSide);
  }
  void theirs() override { openmp::stencil(in_.data(), out_.theirs.data(), kSide); }
  std::string difference() override { return out_.difference(1e-6); }
  OpenclCall opencl() override {
    return {"stencil", grid(), {kWidth, kHeight}, {in_, out_.theirs, kSide}};
  }

 private:
  static constexpr int kSide = 1024;
  static Dim3 grid() { return {kSide / kWidth, kSide / kHeight}; }

  Buffer<float> in_;
  Results<float> out_;
};

class Blur final : public Task {
 public:
  explicit Blur(Device& device) : Task(device), out_(device, kSide * kSide * 4) {
    Random random(1);
    std::vector<unsigned char> values(kSide * kSide * 4);
    for (unsigned char& value : values) value = static_cast<unsigned char>(random.bits() >> 24);
    in_ = device.upload(values);
  }

  void ours() override {
    device().launch(blur, {{kSide / kWidth, kSide / kHeight}, {kWidth, kHeight}},
                    reinterpret_cast<const uchar4*>(in_.data()),
                    reinterpret_cast<uchar4*>(out_.ours.data()), kSide, kSide);
  }
  void theirs() override { openmp::blur(in_.data(), out_.theirs.data(), kSide, kSide); }
  std::string difference() override { return out_.difference(); }

 private:
  static constexpr int kSide = 512;
  Buffer<unsigned char> in_;
  Results<unsigned char> out_;
};

class Hotspot final : public Task {
 public:
  explicit Hotspot(Device& device)
      : Task(device),
        power_(random_floats(device, kSide * kSide, 0, 1, 1)),
        in_(random_floats(device, kSide * kSide, 320, 340, 2)),
        scratch_(device.allocate<float>(kSide * kSide)),
        out_(device, kSide * kSide) {}

  void ours() override {
    device().launch(
        hotspot,
        {{blocks_for(kSide, kWidth - 2 * kSteps), blocks_for(kSide, kHotHeight - 2 * kSteps)},
         {kWidth, kHotHeight}},
        power_, in_, out_.ours, kSide, kRx, kRy, kRz, kFactor, kAmbient);
  }
  void theirs() override {
    const openmp::Chip chip = {kRx, kRy, kRz, kFactor, kAmbient};
    openmp::hotspot(power_.data(), in_.data(), scratch_.data(), kSide, chip);
    openmp::hotspot(power_.data(), scratch_.data(), out_.theirs.data(), kSide, chip);
  }
  std::string difference() override { return out_.difference(1e-6); }

 private:
  static_assert(kSteps == 2, "the rival makes two sweeps");
  static constexpr int kSide = 512;
  static constexpr float kRx = 0.1F;
  static constexpr float kRy = 0.2F;
  static constexpr float kRz = 0.05F;
  static constexpr float kFactor = 0.3F;
  static constexpr float kAmbient = 80;
  Buffer<float> power_;
  Buffer<float> in_;
  Buffer<float> scratch_;
  Results<float> out_;
};

}  // namespace

void add_grids(Catalog& catalog) {
  catalog.push_back(entry<Stencil>("stencil with halo", Group::kWithBarriers));
  catalog.push_back(entry<Blur>("blur", Group::kWithBarriers));
  catalog.push_back(entry<Hotspot>("hotspot", Group::kWithBarriers));
}

}  // namespace larder::bench
