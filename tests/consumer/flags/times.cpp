#include <larder/larder.h>

#include <cassert>
#include <vector>

#ifndef FACTOR
#define FACTOR 1
#endif

LARDER_KERNEL void times(int* numbers) {
  assert(numbers != nullptr);
  numbers[threadIdx.x] *= FACTOR;
}

int main() {
  larder::Device device = larder::Device::open();
  std::vector<int> numbers = {1, 2, 3};
  auto buffer = device.upload(numbers);
  device.launch(times, {1, 3}, buffer);
  return device.download(buffer, numbers).ok() && numbers[0] == FACTOR ? 0 : 1;
}
