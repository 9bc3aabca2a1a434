// A program that runs one of its kernels, named by its argument, on the CPU.
#ifndef LARDER_TESTS_SANITIZE_PROGRAM_H
#define LARDER_TESTS_SANITIZE_PROGRAM_H

#include <larder/larder.h>

#include <cstdio>
#include <cstring>
#include <initializer_list>

struct Case {
  const char* name;
  void (*run)(larder::Device& device);
};

/// For main(): 0 where the case named by the argument ran to its end, 2 where it could not.
inline int run_case(int count, char** arguments, std::initializer_list<Case> cases) {
  larder::Options options;
  options.policy = larder::Policy::kCpu;
  larder::Device device = larder::Device::open(options);
  for (const Case& each : cases) {
    if (count != 2 || std::strcmp(arguments[1], each.name) != 0) continue;
    each.run(device);
    if (device.status().ok()) {
      std::puts("ran to its end");
      return 0;
    }
    std::puts(device.status().text().c_str());
    return 2;
  }
  std::puts("no such case");
  return 2;
}

#endif  // LARDER_TESTS_SANITIZE_PROGRAM_H
