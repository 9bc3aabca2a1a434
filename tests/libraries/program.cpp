// A program whose kernels lie in a library: prints what a device that it opens reports.
#include <larder/larder.h>

#include <cstdio>

int linked_library();

int main() {
  std::printf("%s\n", larder::Device::open().report().text().c_str());
  return linked_library() == 1 ? 0 : 1;
}
