// Rows of a matrix, each brought to one scale: softmax by a warp, layer norm by a block.
#include "tests/bench/cpu/openmp/rows.h"

#include <larder/larder.h>

#include <cmath>

#include "tests/bench/cpu/task.h"

constexpr unsigned kAllLanes = 0xffffffffu;

LARDER_KERNEL void softmax(const float* in, float* out, int rows, int columns) {
  const int lane = threadIdx.x % 32;
  const int row = blockIdx.x * (blockDim.x / 32) + threadIdx.x / 32;
  if (row >= rows) return;
  const float* x = in + row * columns;
  float* y = out + row * columns;
  float largest = -INFINITY;
  for (int i = lane; i < columns; i += 32) largest = fmaxf(largest, x[i]);
  for (int mask = 16; mask > 0; mask /= 2)
    largest = fmaxf(largest, __shfl_xor_sync(kAllLanes, largest, mask));
  float sum = 0;
  for (int i = lane; i < columns; i += 32) {
    const float power = expf(x[i] - largest);
    y[i] = power;
    sum += power;
  }
  for (int mask = 16; mask > 0; mask /= 2) sum += __shfl_xor_sync(kAllLanes, sum, mask);
  const float factor = 1.0f / sum;
  for (int i = lane; i < columns; i += 32) y[i] *= factor;
}

/// The sum of all threads of a block, for all of them. Parts: 32 numbers of shared memory.
__device__ float block_sum(float value, float* parts) {
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  for (int offset = 16; offset > 0; offset /= 2)
    value += __shfl_down_sync(kAllLanes, value, offset);
  if (lane == 0) parts[warp] = value;
  __syncthreads();
  if (warp == 0) {
    value = lane < static_cast<int>(blockDim.x / 32) ? parts[lane] : 0.0f;
    for (int offset = 16; offset > 0; offset /= 2)
      value += __shfl_down_sync(kAllLanes, value, offset);
    if (lane == 0) parts[0] = value;
  }
  __syncthreads();
  value = parts[0];
  __syncthreads();
  return value;
}

LARDER_KERNEL void layer_norm(const float* __restrict__ in, const float* __restrict__ scale,
                              const float* __restrict__ shift, float* __restrict__ out,
                              int columns) {
  __shared__ float parts[32];
  const float* x = in + blockIdx.x * columns;
  float* y = out + blockIdx.x * columns;
  float sum = 0;
  for (int i = threadIdx.x; i < columns; i += blockDim.x) sum += x[i];
  const float mean = block_sum(sum, parts) / columns;
  float squares = 0;
  for (int i = threadIdx.x; i < columns; i += blockDim.x) {
    const float d = x[i] - mean;
    squares += d * d;
  }
  const float factor = 1.0f / sqrtf(block_sum(squares, parts) / columns + 1e-5f);
  for (int i = threadIdx.x; i < columns; i += blockDim.x)
    y[i] = (x[i] - mean) * factor * scale[i] + shift[i];
}

namespace larder::bench {
namespace {

class Softmax final : public Task {
 public:
  explicit Softmax(Device& device)
      : Task(device), in_(random_floats(device, kCount, -4, 4)), out_(device, kCount) {}

  void ours() override {
    device().launch(softmax, {kRows / (kThreads / 32), kThreads}, in_, out_.ours, kRows, kColumns);
  }
  void theirs() override { openmp::softmax(in_.data(), out_.theirs.data(), kRows, kColumns); }
  std::string difference() override { return out_.difference(1e-6); }

 private:
  static constexpr int kRows = 1024;
  static constexpr int kColumns = 1024;
  static constexpr int kCount = kRows * kColumns;
  static constexpr int kThreads = 128;
  Buffer<float> in_;
  Results<float> out_;
};

class LayerNorm final : public Task {
 public:
  explicit LayerNorm(Device& device)
      : Task(device),
        in_(random_floats(device, kCount, -4, 4, 1)),
        scale_(random_floats(device, kColumns, 0.5F, 2, 2)),
        shift_(random_floats(device, kColumns, -1, 1, 3)),
        out_(device, kCount) {}

  void ours() override {
    device().launch(layer_norm, {kRows, kThreads}, in_, scale_, shift_, out_.ours, kColumns);
  }
  void theirs() override {
    openmp::layer_norm(in_.data(), scale_.data(), shift_.data(), out_.theirs.data(), kRows,
                       kColumns);
  }
  std::string difference() override { return out_.difference(1e-4); }

 private:
  static constexpr int kRows = 512;
  static constexpr int kColumns = 1024;
  static constexpr int kCount = kRows * kColumns;
  static constexpr int kThreads = 256;
  Buffer<float> in_;
  Buffer<float> scale_;
  Buffer<float> shift_;
  Results<float> out_;
};

}  // namespace

void add_rows(Catalog& catalog) {
  catalog.push_back(entry<Softmax>("softmax", Group::kWithBarriers));
  catalog.push_back(entry<LayerNorm>("layer norm", Group::kWithBarriers));
}

}  // namespace larder::bench
