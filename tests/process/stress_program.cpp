// Launches kernels of many libraries on several threads while some of them come and go.
//
//   stress-program CYCLES COMING THREADS LIBRARY...
//
// Of the libraries the first COMING are opened and closed again CYCLES times, in random order; the
// others stay. Those whose names begin with "shared" use the program's copy of Larder. Each value
// that a kernel made is right, or a Status said why there is none.
#include <dlfcn.h>
#include <larder/larder.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <mutex>
#include <random>
#include <shared_mutex>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/fake_cuda_driver.h"

namespace {

using Add = bool (*)(larder::Device*, int, int*);

struct Library {
  std::string path;
  bool shares = false;  // the program's Larder
  std::shared_mutex mutex;
  std::atomic<bool> closing = false;
  void* handle = nullptr;
  Add add = nullptr;

  void open() {
    const std::lock_guard lock(mutex);
    handle = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
    if (handle == nullptr) {
      std::printf("%s\n", dlerror());
      std::exit(1);
    }
    add = reinterpret_cast<Add>(dlsym(handle, "stress_add"));
  }
  void close() {
    closing = true;  // else those that launch would never all be out of it
    const std::lock_guard lock(mutex);
    closing = false;
    dlclose(handle);
    handle = nullptr;
  }
};

class Stress {
 public:
  explicit Stress(const std::vector<std::string>& paths) {
    for (const std::string& path : paths) {
      libraries_.push_back(std::make_unique<Library>());
      libraries_.back()->path = path;
      libraries_.back()->shares =
          std::filesystem::path(path).filename().string().rfind("shared", 0) == 0;
    }
  }

  int run(int cycles, std::size_t coming, int threads) {
    std::vector<std::thread> launching;
    launching.reserve(static_cast<std::size_t>(threads));
    for (int i = 0; i < threads; ++i) {
      launching.emplace_back([this, i] { launch(static_cast<unsigned>(i)); });
    }
    for (auto& library : libraries_) library->open();
    for (std::size_t i = 0; i < libraries_.size(); ++i) try_one(i, nullptr);
    come_and_go(cycles, coming);
    done_ = true;
    for (std::thread& thread : launching) thread.join();
    for (auto& library : libraries_) library->close();
    std::printf("%zu libraries, %d wrong; %d launches, %d without a value\n", libraries_.size(),
                wrong_.load(), launches_.load(), without_.load());
    return wrong_ == 0 ? 0 : 1;
  }

 private:
  void come_and_go(int cycles, std::size_t coming) {
    std::mt19937 random(1);
    std::vector<std::size_t> order(coming);
    for (std::size_t i = 0; i < coming; ++i) order[i] = i;
    for (int half = 0; half < 2 * cycles; ++half) {  // all are open at first
      std::shuffle(order.begin(), order.end(), random);
      for (const std::size_t i : order) {
        Library& library = *libraries_[i];
        half % 2 == 0 ? library.close() : library.open();
      }
    }
  }

  void launch(unsigned seed) {
    larder::Device device = larder::Device::open();
    std::mt19937 random(seed);
    while (!done_) {
      try_one(random() % libraries_.size(), random() % 16 == 0 ? nullptr : &device);
      if (!device.status().ok()) device = larder::Device::open();
    }
  }

  void try_one(std::size_t number, larder::Device* device) {
    Library& library = *libraries_[number];
    if (library.closing) return;
    const std::shared_lock lock(library.mutex);
    if (library.handle == nullptr) return;
    int value = 1000000;
    const int own = static_cast<int>(number) + 1;
    ++launches_;
    if (!library.add(library.shares ? device : nullptr, own, &value)) {
      ++without_;
    } else if (value != 1000000 + own) {
      ++wrong_;
      std::printf("%s: %d\n", library.path.c_str(), value);
    }
  }

  std::vector<std::unique_ptr<Library>> libraries_;
  std::atomic<bool> done_ = false;
  std::atomic<int> wrong_ = 0;
  std::atomic<int> launches_ = 0;
  std::atomic<int> without_ = 0;
};

decltype(&larder_fake_variable) variable_of_image = nullptr;

// Does the kernel's work on the stand-in for a GPU.
void add_number(const char*, void** arguments, void*) {
  const auto* own = static_cast<const int*>(variable_of_image("number"));
  if (own != nullptr) **static_cast<int**>(arguments[0]) += *own;
}

void prepare_driver() {
  const char* path = std::getenv("LARDER_LIBCUDA");
  void* driver = path != nullptr ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : nullptr;
  if (driver == nullptr) return;
  variable_of_image =
      reinterpret_cast<decltype(&larder_fake_variable)>(dlsym(driver, "larder_fake_variable"));
  const auto on_launch =
      reinterpret_cast<decltype(&larder_fake_on_launch)>(dlsym(driver, "larder_fake_on_launch"));
  on_launch(&add_number, nullptr);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 5) return 2;
  prepare_driver();
  const std::vector<std::string> paths(argv + 4, argv + argc);
  return Stress(paths).run(std::atoi(argv[1]), static_cast<std::size_t>(std::atoi(argv[2])),
                           std::atoi(argv[3]));
}
