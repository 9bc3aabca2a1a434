#ifndef BLUR_BLUR_H
#define BLUR_BLUR_H

#include <larder/larder.h>

constexpr int kTile = 16;  // a block has 16 x 16 threads and writes as many pixels

/// The weight of a pixel at distance d: greatest in the middle, and 0 beyond the
/// radius. Integers, so that every device computes the same pixels to the last bit.
__host__ __device__ constexpr int weight(int radius, int d) {
  return radius + 1 - (d < 0 ? -d : d);
}

/// All the weights of one row or column.
__host__ __device__ constexpr int weights(int radius) { return (radius + 1) * (radius + 1); }

/// Blurs `in`, a picture of width x height pixels row by row, into `out`. Beyond the edges the
/// outermost pixels are repeated. The radius is 1, 2, 4 or 8.
template <int Radius>
LARDER_KERNEL void blur(const uchar4* in, uchar4* out, int width, int height);

#endif  // BLUR_BLUR_H
