// A program with plug-ins: `many PLUG_IN...` opens all of them and launches on several threads
// while others come and go; `hand PLUG_IN` gives the plug-in a device of the program's own.
#include <dlfcn.h>
#include <larder/larder.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <future>
#include <string>
#include <thread>
#include <vector>

namespace {

void* open_or_end(const char* path) {
  void* library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  if (library != nullptr) return library;
  std::printf("%s\n", dlerror());
  std::exit(1);
}

template <class Function>
Function function(void* library, const char* name) {
  return reinterpret_cast<Function>(dlsym(library, name));
}

using Add = int (*)(int);

int many(const std::vector<const char*>& paths) {
  std::vector<void*> libraries;
  libraries.reserve(paths.size());
  std::atomic<bool> done = false;
  std::atomic<int> wrong = 0;
  void* first = open_or_end(paths.front());
  const auto launch_on = [&] {
    while (!done) wrong += function<Add>(first, "add")(4) != 5;
  };
  std::thread one(launch_on);
  std::thread other(launch_on);
  for (const char* path : paths) libraries.push_back(open_or_end(path));
  for (void* library : libraries) wrong += function<Add>(library, "add")(1) != 2;
  for (std::size_t i = 0; i < libraries.size(); i += 2) dlclose(libraries[i]);
  for (std::size_t i = libraries.size(); i-- > 0;) {
    if (i % 2 == 1) dlclose(libraries[i]);
  }
  wrong += function<Add>(open_or_end(paths.back()), "add")(2) != 3;
  done = true;
  one.join();
  other.join();
  std::printf("%zu plug-ins, %d wrong\n", paths.size(), wrong.load());
  return wrong == 0 ? 0 : 1;
}

int hand(const char* path) {
  larder::Device device = larder::Device::open();
  const auto add_on = function<int (*)(larder::Device&, int)>(open_or_end(path), "add_on");
  std::printf("%d\n", add_on(device, 1));
  std::printf("%s\n", device.status().text().c_str());
  return 0;
}

// Its launches make OS threads, which must be gone with it, and threads that live on keep what they
// need for their next launch.
int close_again(const char* path) {
  void* library = open_or_end(path);
  const auto add = function<Add>(library, "add_in_blocks");
  std::promise<int> added;
  std::promise<void> closed;
  std::thread other([&] {
    added.set_value(add(64));
    closed.get_future().wait();
  });
  const bool right = add(64) == 64 && added.get_future().get() == 64;
  dlclose(library);
  const bool gone = right && dlopen(path, RTLD_NOW | RTLD_NOLOAD) == nullptr;
  std::printf("%s\n", gone ? "unloaded" : right ? "still there" : "wrong");
  closed.set_value();
  other.join();
  return gone ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<const char*> paths(argv + std::min(argc, 2), argv + argc);
  if (paths.empty()) return 2;
  const std::string what = argv[1];
  if (what == "many") return many(paths);
  return what == "hand" ? hand(paths.front()) : close_again(paths.front());
}
