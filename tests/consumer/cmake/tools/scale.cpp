#include <larder/larder.h>

#include <vector>

#include "tools.h"

LARDER_KERNEL void add(int* x) { *x += ADDEND * UNIT + (static_cast<char>(-1) > 0 ? 1000 : 0); }

int add_by_tools(int value) {
  larder::Device device = larder::Device::open();
  auto x = device.upload(std::vector<int>{value});
  device.launch(add, {1, 1}, x);
  std::vector<int> out(1);
  return device.download(x, out).ok() ? out[0] : -1;
}
