#include <larder/larder.h>

#include <cassert>
#include <string>

namespace {

__device__ int launches = 0;

}  // namespace

LARDER_KERNEL void effect_1(int* value) {
  *value += 1;
  launches += 1;
}

LARDER_KERNEL void expect_100(const int* value) { assert(*value == 100); }

/// What the kernel makes of 100, and how often it was launched by this plug-in.
extern "C" void run(larder::Device& device, int* result) {
  result[0] = 100;
  auto buffer = device.upload(result, 1);
  device.launch(effect_1, {1, 1}, buffer);
  static_cast<void>(device.download(buffer, result, 1));
  result[1] = -1;
  static_cast<void>(device.read(launches, result[1]));
}

/// The status of a launch whose assertion fails, on a device of the plug-in's own.
extern "C" const char* fail() {
  larder::Device device = larder::Device::open();
  const int value = 101;
  auto buffer = device.upload(&value, 1);
  device.launch(expect_100, {1, 1}, buffer);
  static const std::string text = device.synchronize().text();
  return text.c_str();
}
