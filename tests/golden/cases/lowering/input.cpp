// How CPU variants run their threads: which kernels a plain loop serves, and what it knows.
#include <larder/kernel.h>

struct Extent {
  int width;
  int height;
};

// --- guards and an index -------------------------------------------------------------------------

LARDER_KERNEL void one_dimension(float* y, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < n) y[i] *= 2;
}

LARDER_KERNEL void two_dimensions(float* y, Extent size) {
  int column = threadIdx.x + blockIdx.x * blockDim.x;
  int row = threadIdx.y + blockIdx.y * blockDim.y;
  if (column >= size.width || row >= size.height) {
    return;
  }
  y[row * size.width + column] = 0;
}

LARDER_KERNEL void inner(const float* in, float* out, int n) {
  auto i = static_cast<long>(blockIdx.x) * blockDim.x + threadIdx.x;
  if (!(i >= 1)) return;
  if (n - 1 <= i) return;
  out[i] = in[i - 1] + in[i + 1];
}

// No stretch of a row: each thread is asked.
LARDER_KERNEL void every_other(float* y, unsigned n) {
  unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i % 2 == 0 && i < n) y[i] = 1;
}

// The guard reads memory that other threads may write.
LARDER_KERNEL void guarded_by_memory(float* y, const int* n) {
  int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < *n) y[i] = 1;
}

// --- parameters, device functions, templates -----------------------------------------------------

LARDER_KERNEL void counts_down(float* y, int n) {
  while (n > 0) y[threadIdx.x + --n] += 1;
}

__device__ unsigned index() { return blockIdx.x * blockDim.x + threadIdx.x; }

LARDER_KERNEL void asks_elsewhere(float* y) { y[index()] = 1; }

template <bool Together>
LARDER_KERNEL void perhaps(float* y) {
  if constexpr (Together) __syncthreads();
  y[threadIdx.x] = 1;
}
template LARDER_KERNEL void perhaps<false>(float*);
template LARDER_KERNEL void perhaps<true>(float*);

// --- fibers --------------------------------------------------------------------------------------

LARDER_KERNEL void waits(float* y) {
  __syncthreads();
  y[threadIdx.x] = 1;
}

__device__ float sum(float x) { return x + __shfl_xor_sync(0xffffffffu, x, 1); }

LARDER_KERNEL void waits_elsewhere(float* y) { y[threadIdx.x] = sum(y[threadIdx.x]); }

LARDER_KERNEL void locks(int* lock, int* value) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
  ++*value;
  atomicExch(lock, 0);
}

LARDER_KERNEL void polls(volatile int* flag) {
  while (*flag == 0) {
  }
}

// The result tells nothing of others here: no loop asks it.
LARDER_KERNEL void tickets(int* next, int* order) { order[atomicAdd(next, 1)] = threadIdx.x; }

LARDER_KERNEL void calls_back(float (*function)(float), float* y) { *y = function(*y); }

LARDER_KERNEL LARDER_KERNEL_FIBERS void marked(float* y) { *y = 1; }

LARDER_KERNEL LARDER_KERNEL_PLAIN void promised(int* lock) {
  while (atomicCAS(lock, 0, 1) != 0) {
  }
}

// --- no index -------------------------------------------------------------------------------------

LARDER_KERNEL void wide(__int128 first, int n, int* out) {
  const __int128 i = first + threadIdx.x;
  if (i < first + n) out[threadIdx.x] = static_cast<int>(i >> 64);
}

LARDER_KERNEL void character(int n, int* out) {
  const auto i = static_cast<char32_t>(threadIdx.x);
  if (i < n) out[threadIdx.x] = i;
}

template <class... Counts>
LARDER_KERNEL void folded(int* out, Counts... counts) {
  const int i = threadIdx.x;
  if (i < (counts + ...)) out[i] = (counts + ...);
}
template LARDER_KERNEL void folded<int, int>(int*, int, int);

// --- which thread runs is noted, for what a report says ---------------------------------------------

LARDER_KERNEL void traps(const int* x) {
  if (x[threadIdx.x] < 0) __trap();
}
