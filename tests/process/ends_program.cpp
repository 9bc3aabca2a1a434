// A program that opens devices and launches from the constructor of a static object that comes
// before its kernels' own, from destructors of static and thread_local objects, and from an exit
// handler. Each says what the kernel made of 1, or why there is nothing.
#include <dlfcn.h>
#include <larder/larder.h>

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <thread>

#include "tests/support/fake_cuda_driver.h"

extern "C" int add_on(larder::Device& device, int value);

namespace {

// Does the kernel's work on the stand-in for a GPU.
void add_one(const char*, void** arguments, void*) { ++**static_cast<int**>(arguments[0]); }

void prepare_driver() {
  const char* path = std::getenv("LARDER_LIBCUDA");
  void* driver = path != nullptr ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
  if (driver == nullptr) return;
  reinterpret_cast<decltype(&larder_fake_on_launch)>(dlsym(driver, "larder_fake_on_launch"))(
      &add_one, nullptr);
}

void launch(const char* where, larder::Device& device) {
  const int made = add_on(device, 1);
  std::printf("%s: %d %s\n", where, made, device.status().text().c_str());
  std::fflush(stdout);
}

struct Launches {
  Launches(const char* begin, const char* end) : at_the_end(end) {
    prepare_driver();
    device.emplace(larder::Device::open());
    if (begin != nullptr) launch(begin, *device);
  }
  ~Launches() {
    launch(at_the_end, *device);
    larder::Device fresh = larder::Device::open();
    launch("a device opened then", fresh);
  }

  const char* at_the_end;
  std::optional<larder::Device> device;
};

// Opened before the kernels are there, and first used when they are.
struct Opened {
  Opened() { prepare_driver(); }
  larder::Device device = larder::Device::open();
};

__attribute__((init_priority(101))) Opened first;
__attribute__((init_priority(101))) Launches too_early("before the kernels", "static object");

}  // namespace

int main() {
  static thread_local const Launches of_the_thread("in main", "thread_local object");
  launch("opened before the kernels", first.device);
  std::atexit([] { launch("exit handler", first.device); });
  std::thread([] {
    static thread_local const Launches of_another("in a thread", "thread's object");
  }).join();
  return 0;
}
