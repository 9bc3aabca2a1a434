// Matrices in tiles: product, transpose, LU decomposition.
#include "tests/bench/cpu/openmp/matrices.h"

#include <larder/larder.h>

#include "tests/bench/cpu/task.h"

constexpr int kTile = 32;

LARDER_KERNEL void multiply(const float* a, const float* b, float* c, int n) {
  __shared__ float a_tile[kTile][kTile];
  __shared__ float b_tile[kTile][kTile];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int row = blockIdx.y * kTile + ty;
  const int column = blockIdx.x * kTile + tx;
  float sum = 0;
  for (int tile = 0; tile < n / kTile; ++tile) {
    a_tile[ty][tx] = a[row * n + tile * kTile + tx];
    b_tile[ty][tx] = b[(tile * kTile + ty) * n + column];
    __syncthreads();
    for (int k = 0; k < kTile; ++k) sum += a_tile[ty][k] * b_tile[k][tx];
    __syncthreads();
  }
  c[row * n + column] = sum;
}

constexpr int kTransposeRows = 8;

LARDER_KERNEL void transpose(const float* in, float* out, int n) {
  __shared__ float tile[kTile][kTile + 1];
  int x = blockIdx.x * kTile + threadIdx.x;
  int y = blockIdx.y * kTile + threadIdx.y;
  for (int j = 0; j < kTile; j += kTransposeRows)
    tile[threadIdx.y + j][threadIdx.x] = in[(y + j) * n + x];
  __syncthreads();
  x = blockIdx.y * kTile + threadIdx.x;
  y = blockIdx.x * kTile + threadIdx.y;
  for (int j = 0; j < kTile; j += kTransposeRows)
    out[(y + j) * n + x] = tile[threadIdx.x][threadIdx.y + j];
}

/// The tile on the diagonal into L and U, by one warp.
LARDER_KERNEL void lud_diagonal(float* m, int n, int offset) {
  __shared__ float tile[kTile][kTile];
  const int t = threadIdx.x;
  for (int i = 0; i < kTile; ++i) tile[i][t] = m[(offset + i) * n + offset + t];
  __syncthreads();
  for (int i = 0; i < kTile - 1; ++i) {
    if (t > i) tile[t][i] /= tile[i][i];
    __syncthreads();
    if (t > i)
      for (int j = i + 1; j < kTile; ++j) tile[t][j] -= tile[t][i] * tile[i][j];
    __syncthreads();
  }
  for (int i = 0; i < kTile; ++i) m[(offset + i) * n + offset + t] = tile[i][t];
}

/// The tiles beside and below it: the first half of the threads solve a row's, the others a
/// column's.
LARDER_KERNEL void lud_perimeter(float* m, int n, int offset) {
  __shared__ float diagonal[kTile][kTile];
  __shared__ float row[kTile][kTile];
  __shared__ float column[kTile][kTile];
  const int t = threadIdx.x % kTile;
  const bool is_row = threadIdx.x < kTile;
  const int other = offset + (blockIdx.x + 1) * kTile;
  for (int i = 0; i < kTile; ++i) {
    if (is_row) {
      diagonal[i][t] = m[(offset + i) * n + offset + t];
      row[i][t] = m[(offset + i) * n + other + t];
    } else {
      column[i][t] = m[(other + i) * n + offset + t];
    }
  }
  __syncthreads();
  if (is_row) {
    for (int i = 1; i < kTile; ++i)
      for (int j = 0; j < i; ++j) row[i][t] -= diagonal[i][j] * row[j][t];
  } else {
    for (int i = 0; i < kTile; ++i) {
      for (int j = 0; j < i; ++j) column[t][i] -= column[t][j] * diagonal[j][i];
      column[t][i] /= diagonal[i][i];
    }
  }
  __syncthreads();
  for (int i = 0; i < kTile; ++i) {
    if (is_row) {
      m[(offset + i) * n + other + t] = row[i][t];
    } else {
      m[(other + i) * n + offset + t] = column[i][t];
    }
  }
}

/// What is left of the matrix.
LARDER_KERNEL void lud_internal(float* m, int n, int offset) {
  __shared__ float row[kTile][kTile];
  __shared__ float column[kTile][kTile];
  const int tx = threadIdx.x;
  const int ty = threadIdx.y;
  const int x = offset + (blockIdx.x + 1) * kTile + tx;
  const int y = offset + (blockIdx.y + 1) * kTile + ty;
  row[ty][tx] = m[(offset + ty) * n + x];
  column[ty][tx] = m[y * n + offset + tx];
  __syncthreads();
  float sum = 0;
  for (int k = 0; k < kTile; ++k) sum += column[ty][k] * row[k][tx];
  m[y * n + x] -= sum;
}

namespace larder::bench {
namespace {

class Product final : public Task {
 public:
  Product(Device& device, int side)
      : Task(device),
        side_(side),
        a_(random_floats(device, side * side, -1, 1, 1)),
        b_(random_floats(device, side * side, -1, 1, 2)),
        c_(device, side * side) {}

  void ours() override {
    device().launch(multiply, {grid(), {kTile, kTile}}, a_, b_, c_.ours, side_);
  }
  void theirs() override { openmp::multiply(a_.data(), b_.data(), c_.theirs.data(), side_); }
  std::string difference() override { return c_.difference(1e-4); }
  OpenclCall opencl() override {
    return {"multiply", grid(), {kTile, kTile}, {a_, b_, c_.theirs, side_}};
  }

 private:
  [[nodiscard]] Dim3 grid() const { return {side_ / kTile, side_ / kTile}; }

  int side_;
  Buffer<float> a_;
  Buffer<float> b_;
  Results<float> c_;
};

class Transpose final : public Task {
 public:
  explicit Transpose(Device& device)
      : Task(device),
        in_(random_floats(device, kSide * kSide, -1, 1)),
        out_(device, kSide * kSide) {}

  void ours() override {
    device().launch(transpose, {{kSide / kTile, kSide / kTile}, {kTile, kTransposeRows}}, in_,
                    out_.ours, kSide);
  }
  void theirs() override { openmp::transpose(in_.data(), out_.theirs.data(), kSide); }
  std::string difference() override { return out_.difference(); }

 private:
  static constexpr int kSide = 1024;
  Buffer<float> in_;
  Results<float> out_;
};

class Lud final : public Task {
 public:
  explicit Lud(Device& device) : Task(device), matrix_(device, start(device)) {}

  void prepare() override { matrix_.reset(); }
  void ours() override {
    for (int offset = 0; offset < kSide; offset += kTile) {
      const int left = (kSide - offset) / kTile - 1;
      device().launch(lud_diagonal, {1, kTile}, matrix_.ours, kSide, offset);
      if (left == 0) return;
      device().launch(lud_perimeter, {left, 2 * kTile}, matrix_.ours, kSide, offset);
      device().launch(lud_internal, {{left, left}, {kTile, kTile}}, matrix_.ours, kSide, offset);
    }
  }
  void theirs() override { openmp::lud(matrix_.theirs.data(), kSide); }
  std::string difference() override { return matrix_.difference(1e-4); }

 private:
  static constexpr int kSide = 384;

  /// A large diagonal, so that no pivots are needed.
  static Buffer<float> start(Device& device) {
    Random random(1);
    std::vector<float> values(kSide * kSide);
    for (int i = 0; i < kSide; ++i)
      for (int j = 0; j < kSide; ++j)
        values[i * kSide + j] = i == j ? kSide : random.between(-1, 1);
    return device.upload(values);
  }

  Results<float> matrix_;
};

}  // namespace

void add_matrices(Catalog& catalog) {
  catalog.push_back(entry<Product>("tiled matrix product", Group::kWithBarriers, 256));
  catalog.push_back(entry<Transpose>("blocked transpose", Group::kWithBarriers));
  catalog.push_back(entry<Lud>("lud", Group::kWithBarriers));
  catalog.push_back(entry<Product>("tiled matrix product of 64", Group::kOther, 64));
}

}  // namespace larder::bench
