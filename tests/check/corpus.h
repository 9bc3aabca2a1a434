// Kernels with one fault each, and their twins without it: templates with a parameter `Right`. The
// lines that a finding may name are marked `// fault NAME: KIND`, where NAME is the kernel's.
#ifndef LARDER_TESTS_CHECK_CORPUS_H
#define LARDER_TESTS_CHECK_CORPUS_H

#include <larder/larder.h>

#include <initializer_list>
#include <vector>

namespace corpus {

inline constexpr int kThreads = 64;

/// A device for one launch: one that has failed does nothing more.
inline larder::Device open() {
  larder::Options options;
  options.policy = larder::Policy::kCpu;
  return larder::Device::open(options);
}

template <class T>
larder::Buffer<T> filled(larder::Device& device, std::size_t count) {
  std::vector<T> values(count);
  for (std::size_t i = 0; i < count; ++i) values[i] = static_cast<T>(i % 100);
  return device.upload(values);
}

/// Launches `kernel(out, in)`, both with more elements than all threads need.
template <class T>
void run(void (*kernel)(T*, const T*), int blocks = 1, int threads = kThreads,
         std::size_t dynamic_bytes = 0) {
  larder::Device device = open();
  auto in = filled<T>(device, 4096);
  auto out = filled<T>(device, 4096);
  device.launch(kernel, {blocks, threads, dynamic_bytes}, out, in);
}

// In which file each is.
void run_shared();
void run_blocks();
void run_atomics();
void run_memory();
void run_failures();
void run_streams();

}  // namespace corpus

#endif  // LARDER_TESTS_CHECK_CORPUS_H
