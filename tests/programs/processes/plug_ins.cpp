// Opens plug-ins one after the other, closes each, and runs them all on one device.
#include <dlfcn.h>
#include <larder/larder.h>

#include <cstdio>
#include <optional>

using Run = void (*)(larder::Device&, int*);

int main(int count, char** arguments) {
  std::optional<larder::Device> device;
  for (int i = 1; i < count; ++i) {
    void* library = dlopen(arguments[i], RTLD_NOW | RTLD_LOCAL);
    if (library == nullptr) return std::puts(dlerror());
    if (!device) device = larder::Device::open();
    const auto run = reinterpret_cast<Run>(dlsym(library, "run"));
    for (int again = 0; again < 2; ++again) {
      int result[2];
      run(*device, result);
      std::printf("%d %d, ", result[0], result[1]);
    }
    dlclose(library);
    const bool closed = dlopen(arguments[i], RTLD_NOW | RTLD_NOLOAD) == nullptr;
    std::printf("%s\n", closed ? "closed" : "still open");
  }
  std::printf("%s\n", device->status().text().c_str());
}
