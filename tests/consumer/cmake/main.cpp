#include <larder/larder.h>

#include <cstdio>
#include <vector>

#include "scale.h"

int add_by_tools(int value);
int negate_by_plugin(int value);

LARDER_KERNEL void increment(int* x) { *x += 1; }

int main() {
  larder::Device device = larder::Device::open();
  auto x = device.upload(std::vector<int>{1});
  device.launch(increment, {1, 1}, x);
  std::vector<int> out(1);
  if (!device.download(x, out).ok()) return 1;
  std::printf("%d %d %d %d\n", out[0], scale_by_parts(5), add_by_tools(7), negate_by_plugin(9));
  return 0;
}
