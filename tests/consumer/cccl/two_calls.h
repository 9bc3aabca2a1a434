// CUB's device-wide algorithms are called twice: for the size of temporary memory, then to run.
#ifndef TWO_CALLS_H
#define TWO_CALLS_H

#include "checks.h"

template <class Algorithm>
void run(const char* what, Algorithm algorithm) {
  size_t bytes = 0;
  cudaError_t error = algorithm(nullptr, bytes);
  void* temporary = nullptr;
  if (bytes == 0) ++failures;
  cudaMalloc(&temporary, bytes);
  if (error == cudaSuccess) error = algorithm(temporary, bytes);
  cudaFree(temporary);
  if (error == cudaSuccess && bytes > 0) return;
  ++failures;
  std::printf("%s: %s, %zu bytes\n", what, cudaGetErrorString(error), bytes);
}

template <class T>
std::vector<T> numbers(size_t count) {
  std::vector<T> out(count);
  for (size_t i = 0; i < count; ++i) out[i] = number<T>(i);
  return out;
}

#endif  // TWO_CALLS_H
