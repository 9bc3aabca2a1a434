#include <larder/larder.h>

#include "factor.h"

namespace {
LARDER_KERNEL void scale_again(int* x) { *x *= kFactor; }
}  // namespace

int main() {
  larder::Device device = larder::Device::open();
  int value = 7;
  auto x = device.upload(&value, 1);
  device.launch(scale_again, {1, 1}, x);
  return device.download(x, &value, 1).ok() && value == 7 * kFactor ? 0 : 1;
}
