#include <larder/larder.h>

namespace {

__device__ int launches = 0;

}  // namespace

LARDER_KERNEL void effect_1(int* value) {
  *value += 1;
  launches += 1;
}

/// What the kernel makes of 100, and how often it was launched by this plug-in.
extern "C" void run(larder::Device& device, int* result) {
  result[0] = 100;
  auto buffer = device.upload(result, 1);
  device.launch(effect_1, {1, 1}, buffer);
  static_cast<void>(device.download(buffer, result, 1));
  result[1] = -1;
  static_cast<void>(device.read(launches, result[1]));
}
