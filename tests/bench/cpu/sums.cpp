// What the threads of a block find out together: sums, running sums, counts.
#include "tests/bench/cpu/openmp/sums.h"

#include <larder/larder.h>

#include "tests/bench/cpu/task.h"

constexpr int kThreads = 256;
constexpr int kBins = 256;

LARDER_KERNEL void sum_by_tree(const float* in, float* sums, int n) {
  __shared__ float values[kThreads];
  const int t = threadIdx.x;
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  values[t] = i < n ? in[i] : 0.0f;
  __syncthreads();
  for (int stride = blockDim.x / 2; stride > 0; stride /= 2) {
    if (t < stride) values[t] += values[t + stride];
    __syncthreads();
  }
  if (t == 0) sums[blockIdx.x] = values[0];
}

__device__ float warp_sum(float value) {
  for (int offset = 16; offset > 0; offset /= 2)
    value += __shfl_down_sync(0xffffffffu, value, offset);
  return value;
}

LARDER_KERNEL void sum_by_shuffles(const float* in, float* sums, int n) {
  __shared__ float parts[kThreads / 32];
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  const int lane = threadIdx.x % 32;
  const int warp = threadIdx.x / 32;
  float value = warp_sum(i < n ? in[i] : 0.0f);
  if (lane == 0) parts[warp] = value;
  __syncthreads();
  if (warp == 0) {
    value = warp_sum(lane < kThreads / 32 ? parts[lane] : 0.0f);
    if (lane == 0) sums[blockIdx.x] = value;
  }
}

LARDER_KERNEL void scan_blocks(const int* in, int* out, int* sums, int n) {
  __shared__ int values[kThreads];
  const int t = threadIdx.x;
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  values[t] = i < n ? in[i] : 0;
  __syncthreads();
  for (int stride = 1; stride < kThreads; stride *= 2) {
    const int before = t >= stride ? values[t - stride] : 0;
    __syncthreads();
    values[t] += before;
    __syncthreads();
  }
  if (i < n) out[i] = values[t];
  if (t == kThreads - 1) sums[blockIdx.x] = values[t];
}

LARDER_KERNEL void histogram(const unsigned char* in, unsigned* bins, int n) {
  __shared__ unsigned counts[kBins];
  counts[threadIdx.x] = 0;
  __syncthreads();
  for (int i = blockIdx.x * blockDim.x + threadIdx.x; i < n; i += gridDim.x * blockDim.x)
    atomicAdd(&counts[in[i]], 1u);
  __syncthreads();
  atomicAdd(&bins[threadIdx.x], counts[threadIdx.x]);
}

namespace larder::bench {
namespace {

/// A sum for each block, by one of the two kernels.
class Sums final : public Task {
 public:
  using Kernel = void (*)(const float*, float*, int);

  Sums(Device& device, Kernel kernel, int count)
      : Task(device),
        kernel_(kernel),
        count_(count),
        in_(random_floats(device, count, 0, 1)),
        sums_(device, count / kThreads) {}

  void ours() override {
    device().launch(kernel_, {count_ / kThreads, kThreads}, in_, sums_.ours, count_);
  }
  void theirs() override { openmp::block_sums(in_.data(), sums_.theirs.data(), count_); }
  std::string difference() override { return sums_.difference(1e-5); }
  OpenclCall opencl() override {
    if (kernel_ != sum_by_tree) return {};
    return {"sum_by_tree", count_ / kThreads, kThreads, {in_, sums_.theirs, count_}};
  }

 private:
  Kernel kernel_;
  int count_;
  Buffer<float> in_;
  Results<float> sums_;
};

class Scan final : public Task {
 public:
  explicit Scan(Device& device)
      : Task(device), out_(device, kCount), sums_(device, kCount / kThreads) {
    Random random(1);
    std::vector<int> values(kCount);
    for (int& value : values) value = static_cast<int>(random.bits() % 100);
    in_ = device.upload(values);
  }

  void ours() override {
    device().launch(scan_blocks, {kCount / kThreads, kThreads}, in_, out_.ours, sums_.ours, kCount);
  }
  void theirs() override {
    openmp::scan_blocks(in_.data(), out_.theirs.data(), sums_.theirs.data(), kCount);
  }
  std::string difference() override { return out_.difference() + sums_.difference(); }

 private:
  static constexpr int kCount = 1 << 18;
  Buffer<int> in_;
  Results<int> out_;
  Results<int> sums_;
};

class Histogram final : public Task {
 public:
  explicit Histogram(Device& device) : Task(device), bins_(device, kBins) {
    Random random(1);
    std::vector<unsigned char> values(kCount);
    for (unsigned char& value : values) value = static_cast<unsigned char>(random.bits() >> 24);
    in_ = device.upload(values);
  }

  void prepare() override { bins_.reset(); }
  void ours() override { device().launch(histogram, {kBlocks, kThreads}, in_, bins_.ours, kCount); }
  void theirs() override { openmp::histogram(in_.data(), bins_.theirs.data(), kCount); }
  std::string difference() override { return bins_.difference(); }

 private:
  static constexpr int kCount = 1 << 22;
  static constexpr int kBlocks = 128;
  Buffer<unsigned char> in_;
  Results<unsigned> bins_;
};

}  // namespace

void add_sums(Catalog& catalog) {
  const auto group = Group::kWithBarriers;
  catalog.push_back(entry<Sums>("reduction by tree", group, sum_by_tree, 1 << 19));
  catalog.push_back(entry<Sums>("reduction by shuffles", group, sum_by_shuffles, 1 << 19));
  catalog.push_back(entry<Scan>("block scan", group));
  catalog.push_back(entry<Histogram>("histogram", group));
  catalog.push_back(entry<Sums>("reduction by tree of 2^12", Group::kOther, sum_by_tree, 1 << 12));
}

}  // namespace larder::bench
