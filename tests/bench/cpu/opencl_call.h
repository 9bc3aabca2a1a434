// A launch of a kernel in OpenCL, as POCL is asked to do it.
#ifndef LARDER_TESTS_BENCH_CPU_OPENCL_CALL_H
#define LARDER_TESTS_BENCH_CPU_OPENCL_CALL_H

#include <larder/larder.h>

#include <array>
#include <cstddef>
#include <cstring>
#include <vector>

namespace larder::bench {

/// A value, or memory that the kernel reads and writes in place.
struct OpenclArgument {
  template <class T>
  OpenclArgument(Buffer<T>& buffer)  // NOLINT(google-explicit-constructor)
      : memory(buffer.data()), bytes(buffer.bytes()) {}
  OpenclArgument(int number) : bytes(sizeof number) {  // NOLINT(google-explicit-constructor)
    std::memcpy(value.data(), &number, sizeof number);
  }
  OpenclArgument(float number) : bytes(sizeof number) {  // NOLINT(google-explicit-constructor)
    std::memcpy(value.data(), &number, sizeof number);
  }

  void* memory = nullptr;
  std::array<char, 4> value = {};
  std::size_t bytes = 0;
};

struct OpenclCall {
  const char* kernel = nullptr;  ///< its name in opencl_kernels.cl; null: there is none
  Dim3 grid;                     ///< in work-groups
  Dim3 block;                    ///< in work-items
  std::vector<OpenclArgument> arguments = {};
};

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_CPU_OPENCL_CALL_H
