#include <larder/larder.h>

#include <vector>

LARDER_KERNEL void change(int* x) { *x *= 2; }

int doubled(int value) {
  larder::Device device = larder::Device::open();
  auto x = device.upload(std::vector<int>{value});
  device.launch(change, {1, 1}, x);
  std::vector<int> out(1);
  return device.download(x, out).ok() ? out[0] : -1;
}
