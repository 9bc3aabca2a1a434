// For the benchmark of device builds: matrix products over four semirings, four types and four tile
// sizes, 64 kernels that keep nvcc busy for seconds; and one kernel beside them to be edited.
#include <larder/larder.h>

#include <cstdio>
#include <limits>
#include <vector>

template <typename T>
struct PlusTimes {
  static constexpr T kZero = 0;
  __host__ __device__ static T join(T a, T b) { return a + b; }
  __host__ __device__ static T times(T a, T b) { return a * b; }
};

template <typename T>
struct MinPlus {
  static constexpr T kZero = std::numeric_limits<T>::max() / 2;
  __host__ __device__ static T join(T a, T b) { return b < a ? b : a; }
  __host__ __device__ static T times(T a, T b) { return a + b; }
};

template <typename T>
struct MaxTimes {
  static constexpr T kZero = std::numeric_limits<T>::lowest();
  __host__ __device__ static T join(T a, T b) { return a < b ? b : a; }
  __host__ __device__ static T times(T a, T b) { return a * b; }
};

template <typename T>
struct MaxMin {
  static constexpr T kZero = std::numeric_limits<T>::lowest();
  __host__ __device__ static T join(T a, T b) { return a < b ? b : a; }
  __host__ __device__ static T times(T a, T b) { return b < a ? b : a; }
};

/// c = a b for square matrices of n rows; a block of Tile x Tile threads makes one tile of c.
template <typename T, int Tile, class Ring>
LARDER_KERNEL void multiply(const T* a, const T* b, T* c, int n) {
  __shared__ T left[Tile][Tile];
  __shared__ T right[Tile][Tile + 1];
  const int row = blockIdx.y * Tile + threadIdx.y;
  const int column = blockIdx.x * Tile + threadIdx.x;
  T sum = Ring::kZero;
  for (int start = 0; start < n; start += Tile) {
    const int across = start + static_cast<int>(threadIdx.x);
    const int down = start + static_cast<int>(threadIdx.y);
    left[threadIdx.y][threadIdx.x] = row < n && across < n ? a[row * n + across] : Ring::kZero;
    right[threadIdx.y][threadIdx.x] = column < n && down < n ? b[down * n + column] : Ring::kZero;
    __syncthreads();
#pragma unroll
    for (int k = 0; k < Tile; ++k) {
      sum = Ring::join(sum, Ring::times(left[threadIdx.y][k], right[k][threadIdx.x]));
    }
    __syncthreads();
  }
  if (row < n && column < n) c[row * n + column] = sum;
}

template <typename T, int Tile, template <typename> class Ring>
void run(larder::Device& device, int n) {
  auto a = device.allocate<T>(n * n);
  auto c = device.allocate<T>(n * n);
  const unsigned blocks = (n + Tile - 1) / Tile;
  device.launch(multiply<T, Tile, Ring<T>>, {{blocks, blocks}, {Tile, Tile}}, a, a, c, n);
}

template <typename T, int Tile>
void run_rings(larder::Device& device, int n) {
  run<T, Tile, PlusTimes>(device, n);
  run<T, Tile, MinPlus>(device, n);
  run<T, Tile, MaxTimes>(device, n);
  run<T, Tile, MaxMin>(device, n);
}

template <typename T>
void run_tiles(larder::Device& device, int n) {
  run_rings<T, 8>(device, n);
  run_rings<T, 16>(device, n);
  run_rings<T, 24>(device, n);
  run_rings<T, 32>(device, n);
}

int main() {
  larder::Device device = larder::Device::open();
  run_tiles<int>(device, 64);
  run_tiles<long long>(device, 64);
  run_tiles<float>(device, 64);
  run_tiles<double>(device, 64);
  std::printf("%s\n", device.report().text().c_str());
}
