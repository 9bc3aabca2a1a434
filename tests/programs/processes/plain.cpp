// Launches a template's kernel that another source instantiates too.
#include <cstdio>
#include <vector>

#include "set.h"

int main() {
  larder::Device device = larder::Device::open();
  std::vector<int> values(64);
  for (int i = 0; i < 64; ++i) values[i] = i;
  auto buffer = device.upload(values);
  device.launch(reverse<64>, {1, 64}, buffer);
  const larder::Status status = device.download(buffer, values);
  int wrong = 0;
  for (int i = 0; i < 64; ++i) wrong += values[i] != 63 - i;
  std::printf("%d wrong, %s\n", wrong, status.text().c_str());
}
