// A program at fixed addresses: the library's function has one of its own here.
#include <cstdio>

#include "tests/process/fixed.h"

int main() {
  larder::Device device = larder::Device::open();
  int value = 0;
  auto buffer = device.upload(&value, 1);
  device.launch(set_to_42, {1, 64}, buffer);
  const larder::Status status = device.download(buffer, &value, 1);
  std::printf("%d, %s\n", value, status.text().c_str());
  return value == 42 ? 0 : 1;
}
