// What only an earlier or a later declaration says.
#include <larder/kernel.h>

__device__ int defaulted(int x, int by = 2);
__device__ int defaulted(int x, int by) { return x * by; }

__device__ __noinline__ float kept(float x);
__device__ float kept(float x) { return x * x + 1; }

template <class T, int N = 3>
struct Block;
template <class T, int N>
struct Block {
  T values[N];
  __device__ T sum() const;
};
template <class T, int N>
__device__ T Block<T, N>::sum() const {
  return values[0] + values[N - 1];
}

enum class Level : unsigned char;
enum class Level : unsigned char { kLow = 1, kHigh = 2 };

struct Outline {
  __device__ int doubled() const;
  int value;
};
__device__ int Outline::doubled() const { return value * 2; }

extern __constant__ float gain[2];
__constant__ float gain[2] = {1, 2};

LARDER_KERNEL void __launch_bounds__(128) bounded_before(float* x);
LARDER_KERNEL void bounded_before(float* x) { *x = kept(*x) * gain[1]; }

LARDER_KERNEL void defaulted_before(int* x) { *x = defaulted(*x); }

LARDER_KERNEL void blocks(Block<int>* b, int* out) { *out = b->sum() + sizeof(Level); }

LARDER_KERNEL void outlined(Outline* o) { o->value = o->doubled(); }
