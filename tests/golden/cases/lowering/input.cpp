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

// --- loops with atomics -------------------------------------------------------------------------

// Each addition changes the counter, so the loop needs nobody else.
LARDER_KERNEL void takes_tasks(int* next, int tasks, int* done) {
  for (int task; (task = atomicAdd(next, 1)) < tasks;) done[task] = threadIdx.x;
}

// Repeated until nobody came between.
LARDER_KERNEL void updates(int* value) {
  int old = *value;
  int assumed;
  do {
    assumed = old;
    old = atomicCAS(value, assumed, assumed * 3);
  } while (old != assumed);
}

LARDER_KERNEL void raises(int* value, int n) {
  for (int old = *value; old < n;) {
    const int assumed = old;
    old = atomicCAS(value, assumed, n);
    if (old == assumed) break;
  }
}

// The loop's end does not depend on what it finds.
LARDER_KERNEL void links(int* heads, int* next, const int* rows, int n) {
  for (int i = rows[threadIdx.x]; i < rows[threadIdx.x + 1]; ++i)
    next[i] = atomicExch(&heads[i % n], i);
}

LARDER_KERNEL void waits_for_a_count(int* count, int n) {
  while (atomicAdd(count, 0) < n) {
  }
}

LARDER_KERNEL void gives_up(int* count, int n) {
  for (int i = 0; i < 1000; ++i)
    if (atomicOr(count, 0) == n) return;
}

LARDER_KERNEL void locks_inside(int* lock, int* value) {
  for (bool done = false; !done;) {
    if (atomicCAS(lock, 0, 1) != 0) continue;
    ++*value;
    atomicExch(lock, 0);
    done = true;
  }
}

// What was found comes back by memory.
LARDER_KERNEL void remembers(int* flag, int* done) {
  while (done[threadIdx.x] == 0)
    if (atomicOr(flag, 0) != 0) done[threadIdx.x] = 1;
}

LARDER_KERNEL void looks_behind_a_fence(int* flag) {
  while (*flag == 0) __threadfence();
}

// Lanes in step, which vectors are.
LARDER_KERNEL void adds_in_step(volatile float* values) {
  for (int distance = 16; distance > 0; distance /= 2)
    values[threadIdx.x] += values[threadIdx.x + distance];
}

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
