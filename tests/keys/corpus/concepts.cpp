// Constraints that choose an overload.
#include <larder/kernel.h>

template <class T>
concept Small = sizeof(T) <= 4;

template <class T>
concept Sized = requires(T x) { x.size(); };

struct Box {
  int edge;
  __device__ int volume() const { return edge * edge * edge; }
};

template <class T>
__device__ int rank(T) {
  return 1;
}

template <Small T>
__device__ int rank(T) {
  return 2;
}

template <class T>
  requires Sized<T>
__device__ int measure(const T& x) {
  return x.size();
}

template <class T>
__device__ int measure(const T& x) {
  return x.volume();
}

LARDER_KERNEL void ranked(int* out) { *out = rank(1.5) * 10 + rank('a'); }

LARDER_KERNEL void measured(Box* box, int* out) { *out = measure(*box); }
