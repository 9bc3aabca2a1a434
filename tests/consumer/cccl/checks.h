// Arrays on the device, and what a kernel wrote compared with what straightforward code gives.
#ifndef CHECKS_H
#define CHECKS_H

#include <cuda_runtime.h>

#include <cmath>
#include <cstdio>
#include <type_traits>
#include <vector>

inline int failures = 0;

template <class T>
class Array {
 public:
  explicit Array(const std::vector<T>& values) : count_(values.size()) {
    cudaMalloc(&data_, count_ * sizeof(T));
    cudaMemcpy(data_, values.data(), count_ * sizeof(T), cudaMemcpyHostToDevice);
  }
  Array(const Array&) = delete;
  Array& operator=(const Array&) = delete;
  ~Array() { cudaFree(data_); }

  operator T*() const { return data_; }
  std::vector<T> values() const {
    std::vector<T> out(count_);
    if (cudaMemcpy(out.data(), data_, count_ * sizeof(T), cudaMemcpyDeviceToHost) != cudaSuccess)
      ++failures;
    return out;
  }

 private:
  T* data_ = nullptr;
  size_t count_;
};

// Sums of floating-point numbers depend on the order.
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (std::is_floating_point<T>::value)
    return std::fabs(a - b) <= T(1e-5) * (1 + std::fabs(b));
  else
    return a == b;
}

template <class T>
void expect(const char* what, const Array<T>& got, const std::vector<T>& wanted) {
  const cudaError_t error = cudaDeviceSynchronize();
  const std::vector<T> values = got.values();
  size_t wrong = 0;
  for (size_t i = 0; i < wanted.size(); ++i) wrong += !same(values[i], wanted[i]);
  if (wrong == 0 && error == cudaSuccess) return;
  ++failures;
  std::printf("%s: %zu of %zu wrong, %s\n", what, wrong, wanted.size(), cudaGetErrorString(error));
}

inline int verdict() {
  if (failures == 0) std::printf("right\n");
  return failures != 0;
}

/// Numbers that come in no order.
template <class T>
T number(size_t i) {
  return T(int((i * 7919 + 13) % 101) - 50);
}

struct Larger {
  template <class T>
  __host__ __device__ T operator()(const T& a, const T& b) const {
    return a < b ? b : a;
  }
};

/// x -> slope * x + offset, composed: the order matters.
struct Line {
  unsigned slope, offset;
  __host__ __device__ bool operator==(const Line& other) const {
    return slope == other.slope && offset == other.offset;
  }
};
struct Compose {
  __host__ __device__ Line operator()(const Line& f, const Line& g) const {
    return {f.slope * g.slope, f.offset * g.slope + g.offset};
  }
};
template <>
inline Line number<Line>(size_t i) {
  return {unsigned(i % 5 + 1), unsigned(i % 7)};
}

#endif  // CHECKS_H
