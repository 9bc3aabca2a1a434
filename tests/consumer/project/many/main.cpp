#include <larder/larder.h>

void add_on(larder::Device& device, larder::Buffer<int>& x);

LARDER_KERNEL void twice(int* x) { *x *= 2; }

int main() {
  larder::Device device = larder::Device::open();
  int value = 5;
  auto x = device.upload(&value, 1);
  device.launch(twice, {1, 1}, x);
  add_on(device, x);
  return device.download(x, &value, 1).ok() && value == 12 ? 0 : 1;
}
