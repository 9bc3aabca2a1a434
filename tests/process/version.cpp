// One of two libraries with a kernel of one name: VERSION is what it adds and its key, NAME the
// function that runs it.
#include "tests/seal/module.h"

template <class T>
LARDER_KERNEL void step(T* value) {
  *value += VERSION;
}

namespace {

LARDER_TEST_MODULE(step<int>, VERSION)

}  // namespace

/// The device's report and, behind it, what the kernel makes of 100 and the status.
std::string NAME() {
  larder::Device device = larder::Device::open();
  int value = 100;
  auto buffer = device.upload(&value, 1);
  device.launch(step<int>, {1, 1}, buffer);
  const larder::Status status = device.download(buffer, &value, 1);
  return device.report().text() + "\n" + std::to_string(value) + " " + status.text();
}
