// Kernels that read and write each element once.
#include "tests/bench/cpu/openmp/streams.h"

#include <larder/larder.h>

#include "tests/bench/cpu/task.h"

LARDER_KERNEL void saxpy(int n, float a, const float* x, float* y) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] = a * x[i] + y[i];
}

LARDER_KERNEL void triad(double* __restrict__ a, const double* __restrict__ b,
                         const double* __restrict__ c, double scalar, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) a[i] = b[i] + scalar * c[i];
}

LARDER_KERNEL void count_bits(const unsigned* __restrict__ words, int* __restrict__ counts, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) counts[i] = __popc(words[i]);
}

namespace larder::bench {
namespace {

constexpr int kThreads = 256;

class Saxpy final : public Task {
 public:
  Saxpy(Device& device, int count)
      : Task(device),
        count_(count),
        x_(random_floats(device, count, -1, 1, 1)),
        y_(device, random_floats(device, count, -1, 1, 2)) {}

  void prepare() override { y_.reset(); }
  void ours() override {
    device().launch(saxpy, {blocks_for(count_, kThreads), kThreads}, count_, kFactor, x_, y_.ours);
  }
  void theirs() override { openmp::saxpy(count_, kFactor, x_.data(), y_.theirs.data()); }
  std::string difference() override { return y_.difference(1e-6); }
  OpenclCall opencl() override {
    return {"saxpy", blocks_for(count_, kThreads), kThreads, {count_, kFactor, x_, y_.theirs}};
  }

 private:
  static constexpr float kFactor = 1.5F;
  int count_;
  Buffer<float> x_;
  Results<float> y_;
};

Buffer<double> random_doubles(Device& device, int count, unsigned seed) {
  Random random(seed);
  std::vector<double> values(count);
  for (double& value : values) value = random.between(-1, 1);
  return device.upload(values);
}

class Triad final : public Task {
 public:
  explicit Triad(Device& device)
      : Task(device),
        b_(random_doubles(device, kCount, 1)),
        c_(random_doubles(device, kCount, 2)),
        a_(device, kCount) {}

  void ours() override {
    device().launch(triad, {blocks_for(kCount, kThreads), kThreads}, a_.ours, b_, c_, kScalar,
                    kCount);
  }
  void theirs() override { openmp::triad(a_.theirs.data(), b_.data(), c_.data(), kScalar, kCount); }
  std::string difference() override { return a_.difference(1e-15); }

 private:
  static constexpr int kCount = 1 << 22;
  static constexpr double kScalar = 3;
  Buffer<double> b_;
  Buffer<double> c_;
  Results<double> a_;
};

class CountBits final : public Task {
 public:
  explicit CountBits(Device& device) : Task(device), counts_(device, kCount) {
    Random random(1);
    std::vector<unsigned> words(kCount);
    for (unsigned& word : words) word = random.bits();
    words_ = device.upload(words);
  }

  void ours() override {
    device().launch(count_bits, {blocks_for(kCount, kThreads), kThreads}, words_, counts_.ours,
                    kCount);
  }
  void theirs() override { openmp::count_bits(words_.data(), counts_.theirs.data(), kCount); }
  std::string difference() override { return counts_.difference(); }

 private:
  static constexpr int kCount = 1 << 22;
  Buffer<unsigned> words_;
  Results<int> counts_;
};

}  // namespace

void add_streams(Catalog& catalog) {
  catalog.push_back(entry<Saxpy>("saxpy", Group::kWithoutBarriers, 1 << 22));
  catalog.push_back(entry<Triad>("triad", Group::kWithoutBarriers));
  catalog.push_back(entry<CountBits>("bit counting", Group::kWithoutBarriers));
  catalog.push_back(entry<Saxpy>("saxpy of 2^12", Group::kOther, 1 << 12));
}

}  // namespace larder::bench
