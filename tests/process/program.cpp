// A program with plug-ins: `many PLUG_IN...` opens all of them and launches on several threads
// while others come and go; `hand PLUG_IN` gives the plug-in a device of the program's own.
#include <dlfcn.h>
#include <larder/larder.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
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

// Its launches make OS threads, which must be gone with it. They are made on a thread that ends, as
// what a thread keeps for its own launches keeps the plug-in too.
int close_again(const char* path) {
  void* library = open_or_end(path);
  std::thread([library] { function<Add>(library, "add_in_blocks")(64); }).join();
  dlclose(library);
  const bool gone = dlopen(path, RTLD_NOW | RTLD_NOLOAD) == nullptr;
  std::printf("%s\n", gone ? "unloaded" : "still there");
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
