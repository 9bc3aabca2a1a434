// A static object that launches when it is made, and when it is destroyed: a kernel of another
// source, and one of its own.
#include <cstdio>

#include "set.h"

LARDER_KERNEL void add_one(int* value) { ++*value; }

struct Early {
  larder::Device device = larder::Device::open();

  void run(const char* when) {
    int value = 1;
    auto buffer = device.upload(&value, 1);
    device.launch(set, {1, 1}, buffer);
    device.launch(add_one, {1, 1}, buffer);
    const larder::Status status = device.download(buffer, &value, 1);
    std::printf("%s: %d %s\n", when, value, status.text().c_str());
    std::fflush(stdout);
  }

  Early() { run("before main"); }
  ~Early() { run("after main"); }
};

struct Opened {
  larder::Device device = larder::Device::open();
};

Early early;
Opened opened;

int main() {
  early.run("in main");
  int value = 1;
  auto buffer = opened.device.upload(&value, 1);
  opened.device.launch(set, {1, 1}, buffer);
  const larder::Status status = opened.device.download(buffer, &value, 1);
  std::printf("opened early: %d %s\n", value, status.text().c_str());
}
