// CUDA's printf(), for kernels that use its result.
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

/// The generator writes this in place of a printf() whose result is used. In a kernel it returns
/// the same as CUDA's: the number of arguments after the format, or -1 if the format is null;
/// elsewhere the same as the C library's. Thread safe.
template <class... Arguments>
int print_formatted(const char* format, Arguments... arguments) {
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
