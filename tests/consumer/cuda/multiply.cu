// Multiplies matrices of 64 x 64 by tiles of 16 x 16, one for each warp.
#include <cuda.h>
#include <mma.h>

#include <cstdio>

namespace wmma = nvcuda::wmma;

__global__ void multiply(const half* a, const int8_t* b, const half* c, float* out, int* sums) {
  const int row = blockIdx.x * 16;
  const int column = threadIdx.x / 32 * 16;
  wmma::fragment<wmma::accumulator, 16, 16, 16, float> sum;
  wmma::fragment<wmma::accumulator, 16, 16, 16, int> whole;
  wmma::fill_fragment(sum, 0.0f);
  wmma::fill_fragment(whole, 0);
  for (int i = 0; i < 64; i += 16) {
    wmma::fragment<wmma::matrix_a, 16, 16, 16, half, wmma::row_major> left;
    wmma::fragment<wmma::matrix_b, 16, 16, 16, half, wmma::col_major> right;
    wmma::fragment<wmma::matrix_a, 16, 16, 16, int8_t, wmma::row_major> left_whole;
    wmma::fragment<wmma::matrix_b, 16, 16, 16, int8_t, wmma::row_major> right_whole;
    wmma::load_matrix_sync(left, a + row * 64 + i, 64);
    wmma::load_matrix_sync(right, c + column * 64 + i, 64);
    wmma::load_matrix_sync(left_whole, b + row * 64 + i, 64);
    wmma::load_matrix_sync(right_whole, b + i * 64 + column, 64);
    wmma::mma_sync(sum, left, right, sum);
    wmma::mma_sync(whole, left_whole, right_whole, whole);
  }
  for (int i = 0; i < sum.num_elements; ++i) sum.x[i] *= 0.5f;
  wmma::store_matrix_sync(out + row * 64 + column, sum, 64, wmma::mem_row_major);
  wmma::store_matrix_sync(sums + row * 64 + column, whole, 64, wmma::mem_row_major);
}

int main() {
  half *a = nullptr, *c = nullptr;
  int8_t* b = nullptr;
  float* out = nullptr;
  int* sums = nullptr;
  cudaMallocManaged(&a, 4096 * sizeof *a);
  cudaMallocManaged(&b, 4096 * sizeof *b);
  cudaMallocManaged(&c, 4096 * sizeof *c);
  cudaMallocManaged(&out, 4096 * sizeof *out);
  cudaMallocManaged(&sums, 4096 * sizeof *sums);
  for (int i = 0; i < 4096; ++i) {
    a[i] = __float2half(i % 7 - 3);
    b[i] = i % 11 - 5;
    c[i] = __float2half(i % 5 - 2);
  }
  multiply<<<4, 128>>>(a, b, c, out, sums);
  cudaDeviceSynchronize();
  int wrong = 0;
  for (int row = 0; row < 64; ++row)
    for (int column = 0; column < 64; ++column) {
      float sum = 0;
      int whole = 0;
      for (int i = 0; i < 64; ++i) {
        sum += __half2float(a[row * 64 + i]) * __half2float(c[column * 64 + i]);
        whole += b[row * 64 + i] * b[i * 64 + column];
      }
      wrong += out[row * 64 + column] != 0.5f * sum || sums[row * 64 + column] != whole;
    }
  std::printf("%d wrong\n", wrong);
}
