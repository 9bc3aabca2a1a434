#include <larder/larder.h>

#include <cstdio>
#include <vector>

#include "lib/scale.h"

LARDER_KERNEL void increment(int* x) { *x += 1; }

int main() {
  larder::Device device = larder::Device::open();
  auto x = device.upload(std::vector<int>{1});
  device.launch(increment, {1, 1}, x);
  std::vector<int> out(1);
  if (!device.download(x, out).ok()) return 1;
  std::printf("%d %d\n", out[0], scaled(5));
}
