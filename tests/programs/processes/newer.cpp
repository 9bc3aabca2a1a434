#include <string>

#include "negate.h"

std::string newer_negated() {
  larder::Device device = larder::Device::open();
  int value = 6;
  auto buffer = device.upload(&value, 1);
  device.launch(negate<int>, {1, 1}, buffer);
  const larder::Status status = device.download(buffer, &value, 1);
  return std::to_string(value) + " " + status.text();
}
