// A program at fixed addresses: the library's function has one of its own here.
#include <cstdio>

#include "set.h"

int main() {
  larder::Device device = larder::Device::open();
  int value = 1;
  auto buffer = device.upload(&value, 1);
  device.launch(set, {1, 1}, buffer);
  const larder::Status status = device.download(buffer, &value, 1);
  std::printf("%d %s\n", value, status.text().c_str());
}
