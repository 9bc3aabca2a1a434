// printf() as CUDA has it, for kernels that look at its result.
#ifndef LARDER_CUDA_PRINT_H
#define LARDER_CUDA_PRINT_H

#if !defined(LARDER_SCAN)

#include <stdio.h>

#include "../simulator.h"

namespace larder {
inline namespace v1 {
namespace simulator {

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"

/// What the generator writes in place of a printf() whose result is used. In a kernel it gives what
/// CUDA's does: the number of arguments behind the format, or -1 where that is null; elsewhere what
/// the C library's does. Thread safe.
template <class... Arguments>
int print(const char* format, Arguments... arguments) {
  if (!in_kernel()) return ::printf(format, arguments...);
  if (format == nullptr) return -1;
  static_cast<void>(::printf(format, arguments...));
  return static_cast<int>(sizeof...(arguments));
}

#pragma GCC diagnostic pop

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

#endif  // LARDER_CUDA_PRINT_H
