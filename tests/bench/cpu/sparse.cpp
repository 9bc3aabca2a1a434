// A sparse matrix times a vector, a CUDA thread for each row.
#include "tests/bench/cpu/openmp/sparse.h"

#include <larder/larder.h>

#include <algorithm>

#include "tests/bench/cpu/task.h"

LARDER_KERNEL void multiply_csr(int rows, const int* __restrict__ starts,
                                const int* __restrict__ columns, const float* __restrict__ values,
                                const float* __restrict__ x, float* __restrict__ y) {
  const int row = blockIdx.x * blockDim.x + threadIdx.x;
  if (row < rows) {
    float sum = 0;
    for (int i = starts[row]; i < starts[row + 1]; ++i) sum += values[i] * x[columns[i]];
    y[row] = sum;
  }
}

namespace larder::bench {
namespace {

class Sparse final : public Task {
 public:
  explicit Sparse(Device& device)
      : Task(device), x_(random_floats(device, kRows, -1, 1)), y_(device, kRows) {
    Random random(2);
    std::vector<int> starts = {0};
    std::vector<int> columns;
    for (int row = 0; row < kRows; ++row) {
      const int count = 4 + static_cast<int>(random.bits() % 25);
      const int first = std::clamp(row - kBand / 2, 0, kRows - kBand);
      for (int i = 0; i < count; ++i)
        columns.push_back(first + static_cast<int>(random.bits() % kBand));
      std::sort(columns.end() - count, columns.end());
      starts.push_back(static_cast<int>(columns.size()));
    }
    starts_ = device.upload(starts);
    columns_ = device.upload(columns);
    values_ = random_floats(device, columns.size(), -1, 1, 3);
  }

  void ours() override {
    device().launch(multiply_csr, {blocks_for(kRows, kThreads), kThreads}, kRows, starts_, columns_,
                    values_, x_, y_.ours);
  }
  void theirs() override {
    openmp::multiply_csr(kRows, starts_.data(), columns_.data(), values_.data(), x_.data(),
                         y_.theirs.data());
  }
  std::string difference() override { return y_.difference(1e-5); }

 private:
  static constexpr int kRows = 1 << 17;
  static constexpr int kBand = 4096;
  static constexpr int kThreads = 256;
  Buffer<float> x_;
  Results<float> y_;
  Buffer<int> starts_;
  Buffer<int> columns_;
  Buffer<float> values_;
};

}  // namespace

void add_sparse(Catalog& catalog) {
  catalog.push_back(entry<Sparse>("sparse matrix x vector", Group::kWithoutBarriers));
}

}  // namespace larder::bench
