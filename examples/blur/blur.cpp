#include "blur.h"

namespace {

template <class Vector>
__device__ void add(uint4& sum, unsigned weight, const Vector& v) {
  sum.x += weight * v.x;
  sum.y += weight * v.y;
  sum.z += weight * v.z;
  sum.w += weight * v.w;
}

/// The nearest position that lies in [0, size).
__device__ int inside(int position, int size) {
  return position < 0 ? 0 : position < size ? position : size - 1;
}

}  // namespace

template <int Radius>
LARDER_KERNEL void blur(const uchar4* in, uchar4* out, int width, int height) {
  static_assert(255 * weights(Radius) <= 0xffff, "a blurred row must fit into ushort4");
  constexpr int kSide = kTile + 2 * Radius;  // the block's pixels and a halo around them
  __shared__ uchar4 tile[kSide][kSide];
  __shared__ ushort4 rows[kSide][kTile];
  const int column = threadIdx.x;
  const int row = threadIdx.y;
  const int x = blockIdx.x * kTile + column;
  const int y = blockIdx.y * kTile + row;

  for (int j = row; j < kSide; j += kTile) {
    const int from = inside(y - row + j - Radius, height) * width;
    for (int i = column; i < kSide; i += kTile) {
      tile[j][i] = in[from + inside(x - column + i - Radius, width)];
    }
  }
  __syncthreads();

  for (int j = row; j < kSide; j += kTile) {
    uint4 sum = make_uint4(0, 0, 0, 0);
    for (int d = -Radius; d <= Radius; ++d) {
      add(sum, weight(Radius, d), tile[j][column + Radius + d]);
    }
    rows[j][column] = make_ushort4(sum.x, sum.y, sum.z, sum.w);
  }
  __syncthreads();

  if (x >= width || y >= height) return;
  uint4 sum = make_uint4(0, 0, 0, 0);
  for (int d = -Radius; d <= Radius; ++d) {
    add(sum, weight(Radius, d), rows[row + Radius + d][column]);
  }
  constexpr unsigned kAll = weights(Radius) * weights(Radius);
  constexpr unsigned kHalf = kAll / 2;
  out[y * width + x] = make_uchar4((sum.x + kHalf) / kAll, (sum.y + kHalf) / kAll,
                                   (sum.z + kHalf) / kAll, (sum.w + kHalf) / kAll);
}

template LARDER_KERNEL void blur<1>(const uchar4*, uchar4*, int, int);
template LARDER_KERNEL void blur<2>(const uchar4*, uchar4*, int, int);
template LARDER_KERNEL void blur<4>(const uchar4*, uchar4*, int, int);
template LARDER_KERNEL void blur<8>(const uchar4*, uchar4*, int, int);
