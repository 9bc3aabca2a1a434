#include <larder/larder.h>

#include <cassert>
#include <cstdio>

__device__ __host__ int tell() { return std::printf("%d %s\n", 7, "seven"); }

LARDER_KERNEL void count(int* out) {
  out[0] = tell();
  out[1] = printf("none\n");
}

LARDER_KERNEL void check(int n) {
  if (threadIdx.x == 3) assert(n == 1);
}

int main() {
  larder::Device d = larder::Device::open();
  auto b = d.allocate<int>(2);
  d.launch(count, {1, 1}, b);
  int r[2] = {-9, -9};
  if (!d.download(b, r).ok()) return 1;
  std::printf("printf gave %d and %d\n", r[0], r[1]);
  d.launch(check, {1, 4}, 2);
  std::printf("after the assertion: %s\n", d.synchronize().text().c_str());
}
