#include "scale.h"

#include <larder/larder.h>

#include <cstdio>

template <int Factor>
LARDER_KERNEL void multiply(float* numbers, int count) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < count) numbers[i] *= Factor;
}

bool scale(std::vector<float>& numbers) {
  larder::Device device = larder::Device::open();
  std::printf("%s\n", device.report().text().c_str());
  const unsigned count = static_cast<unsigned>(numbers.size());
  auto buffer = device.upload(numbers);
  device.launch(multiply<3>, {(count + 63) / 64, 64}, buffer, static_cast<int>(count));
  return device.download(buffer, numbers).ok();
}
