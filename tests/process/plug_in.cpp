// A plug-in with a copy of Larder of its own.
#include <string>

#include "tests/seal/module.h"

namespace {

LARDER_KERNEL void add_one(int* value) {
  __syncthreads();
  if (threadIdx.x == blockDim.x - 1) atomicAdd(value, 1);
}

LARDER_TEST_MODULE(add_one, 1)

}  // namespace

/// What a kernel makes of `value` on `device`; -1: it failed.
extern "C" int add_on(larder::Device& device, int value) {
  auto buffer = device.upload(&value, 1);
  device.launch(add_one, {1, 64}, buffer);
  return device.download(buffer, &value, 1).ok() ? value : -1;
}

extern "C" int add(int value) {
  larder::Options options;
  options.policy = larder::Policy::kCpu;
  larder::Device device = larder::Device::open(options);
  return add_on(device, value);
}

/// The number of blocks that ran.
extern "C" int add_in_blocks(int blocks) {
  larder::Options options;
  options.policy = larder::Policy::kCpu;
  larder::Device device = larder::Device::open(options);
  int count = 0;
  auto buffer = device.upload(&count, 1);
  device.launch(add_one, {static_cast<unsigned>(blocks), 64}, buffer);
  return device.download(buffer, &count, 1).ok() ? count : -1;
}

/// Of a device opened now.
extern "C" const char* report() {
  static const std::string text = larder::Device::open().report().text();
  return text.c_str();
}
