#pragma once
#include <larder/larder.h>

// One for each source that includes this file.
static __device__ int counter = 0;
static LARDER_KERNEL void count() { atomicAdd(&counter, 1); }

// One for each source, though not every source has both kernels.
static __device__ int total = 0;
template <class T>
static LARDER_KERNEL void add_to_total(T value) {
  total += value;
}
template <class T>
static LARDER_KERNEL void get_total(T* value) {
  *value = total;
}

// One for each source and N.
template <int N>
static __device__ int next() {
  static __device__ int last = N;
  return ++last;
}
template <int N>
static LARDER_KERNEL void take(int* value) {
  *value = next<N>();
}

// One for each source, with the functions and kernels that use it.
static __device__ int steps = 0;
inline __device__ int step() { return ++steps; }
template <int N>
__device__ int step_by();
template <int N>
__device__ int step_by() {
  for (int i = 1; i < N; ++i) step();
  return step();
}
template <>
__device__ int step_by<1>() {
  return 100 * step();
}
template <int N>
LARDER_KERNEL void walk(int* value) {
  const int steps_made = step_by<N>();
  *value = steps_made + step_by<1>();
}

// One for each source, but the linker makes one function of the kernels.
static __device__ int merged = 0;
template <class T>
LARDER_KERNEL void add_to_merged(T value) {
  merged += value;
}
template LARDER_KERNEL void add_to_merged<int>(int);

template <class... Parameters, class... Arguments>
int result(larder::Device& device, void (*kernel)(Parameters...), Arguments... arguments) {
  int value = -1;
  auto buffer = device.upload(&value, 1);
  device.launch(kernel, {1, 1}, arguments..., buffer);
  return device.download(buffer, &value, 1).ok() ? value : -1;
}

template <class Variable>
int read(larder::Device& device, const Variable& variable) {
  int value = -1;
  return device.read(variable, value).ok() ? value : -1;
}
