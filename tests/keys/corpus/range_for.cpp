// Range-based for, over arrays and over a type with begin and end.
#include <larder/kernel.h>

struct Range {
  int first, last;
  struct Iterator {
    int at;
    __device__ int operator*() const { return at; }
    __device__ Iterator& operator++() {
      at += 1;
      return *this;
    }
    __device__ bool operator!=(const Iterator& other) const { return at < other.at; }
  };
  __device__ Iterator begin() const { return {first}; }
  __device__ Iterator end() const { return {last}; }
};

LARDER_KERNEL void ranged(int* out, int n) {
  int sum = 0;
  for (int i : Range{0, n}) sum += out[i];
  out[0] = sum;
}

LARDER_KERNEL void listed(int* out) {
  const int primes[] = {2, 3, 5, 7};
  for (const int prime : primes) out[prime] *= prime;
}
