#include <larder/larder.h>

#include <cstdio>

// No code on the host.
LARDER_KERNEL_CUDA_ONLY void plus_one(int* value) { asm("add.s32 %0, %0, 1;" : "+r"(*value)); }
LARDER_KERNEL_CUDA_ONLY void plus_two(int* value) { asm("add.s32 %0, %0, 2;" : "+r"(*value)); }

// The same code on the host, and different code on a GPU.
LARDER_KERNEL void fast(float* value) { *value = __fdividef(*value, 3); }
LARDER_KERNEL void exact(float* value) { *value = __fdiv_rn(*value, 3); }

LARDER_KERNEL void alone(int* value) { *value = 42; }

namespace {

template <class T>
void run(const char* name, void (*kernel)(T*)) {
  larder::Device device = larder::Device::open();
  T value = 1;
  auto buffer = device.upload(&value, 1);
  device.launch(kernel, {1, 1}, buffer);
  const larder::Status status = device.download(buffer, &value, 1);
  std::printf("%s: %d %s\n", name, static_cast<int>(value), status.text().c_str());
}

}  // namespace

int main() {
  run("plus_one", plus_one);
  run("plus_two", plus_two);
  run("fast", fast);
  run("exact", exact);
  run("alone", alone);
}
