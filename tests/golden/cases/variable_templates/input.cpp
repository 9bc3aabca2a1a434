#include <larder/larder.h>
template <class T>
__constant__ T table[3];
template <>
__constant__ float table<float>[3] = {1, 2, 3};
namespace image {
template <class T, int N>
__device__ T grid[N];
template <class T>
__device__ T grid<T, 5>[7];
template <class T>
static __device__ T own[2];
struct Point {
  int x;
};
namespace {
template <class T>
__constant__ const T origin = {7};
}
}  // namespace image
template <class T>
__constant__ const T limits[2] = {1, 2};
template <class T>
__device__ T never_used[3];
template <int N>
constexpr int twice = 2 * N;
template <class T>
LARDER_KERNEL void pick(T* out) {
  struct Local {
    int x;
  };
  *out = table<T>[0] + image::grid<T, twice<2>>[1] + image::grid<T, 5>[6] + image::own<T>[1];
  *out += limits<T>[1] + image::origin<image::Point>.x + image::own<Local>[0].x;
}
larder::Status use(larder::Device& device, int* out) {
  device.launch(pick<int>, {1, 1}, out);
  device.launch(pick<float>, {1, 1}, nullptr);
  return device.write(table<int>, {1, 2, 3});
}
