// `PLUG_IN...` opens plug-ins one after the other, closes each, and runs them all on one device;
// `fail PLUG_IN` has the plug-in fail.
#include <dlfcn.h>
#include <larder/larder.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>

namespace {

using Run = void (*)(larder::Device&, int*);
using Fail = const char* (*)();

void use(void* library, larder::Device& device) {
  const auto run = reinterpret_cast<Run>(dlsym(library, "run"));
  for (int again = 0; again < 2; ++again) {
    int result[2];
    run(device, result);
    std::printf("%d %d, ", result[0], result[1]);
  }
}

void* open_or_end(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library != nullptr) return library;
  std::printf("%s\n", dlerror());
  std::exit(1);
}

}  // namespace

int main(int count, char** arguments) {
  if (count == 3 && std::strcmp(arguments[1], "fail") == 0) {
    const auto fail = reinterpret_cast<Fail>(dlsym(open_or_end(arguments[2]), "fail"));
    return std::printf("%s\n", fail()) < 0;
  }
  std::optional<larder::Device> device;
  for (int i = 1; i < count; ++i) {
    void* library = open_or_end(arguments[i]);
    if (!device) device = larder::Device::open();
    use(library, *device);
    dlclose(library);
    const bool closed = dlopen(arguments[i], RTLD_NOW | RTLD_NOLOAD) == nullptr;
    std::printf("%s\n", closed ? "closed" : "still open");
  }
  std::printf("%s\n", device->status().text().c_str());
}
