// Threads that wait for others by cuda::atomic, in ways in which a GPU makes progress.
#include <cstdio>
#include <cuda/atomic>
#include <cuda/latch>
#include <cuda/semaphore>
#include <cuda/std/atomic>

using Flag = cuda::atomic<int, cuda::thread_scope_device>;

// Thread i waits for thread i + 1, the last for the next block's first, so the fibers that run
// first wait longest.
__global__ void in_turn(Flag* turn, int* order) {
  const int me = blockIdx.x * blockDim.x + threadIdx.x;
  const int last = gridDim.x * blockDim.x - 1;
  while (turn->load(cuda::memory_order_acquire) != last - me) {
  }
  order[last - me] = me;
  turn->store(last - me + 1, cuda::memory_order_release);
}

// Locks of three kinds around sums that are not atomic.
__global__ void with_locks(int* locks, int* sums) {
  cuda::atomic_ref<int, cuda::thread_scope_device> first(locks[0]), second(locks[1]);
  cuda::atomic_ref<int, cuda::thread_scope_device> third(locks[2]);
  while (first.exchange(1, cuda::std::memory_order_acquire) != 0) {
  }
  ++sums[0];
  first.store(0, cuda::std::memory_order_release);
  int open = 0;
  while (!second.compare_exchange_weak(open, 1, cuda::std::memory_order_acquire)) open = 0;
  ++sums[1];
  second.store(0, cuda::std::memory_order_release);
  while (third.fetch_or(1, cuda::std::memory_order_acquire) != 0) {
  }
  ++sums[2];
  third.store(0, cuda::std::memory_order_release);
}

// libcu++'s own waits.
__global__ void by_wait(Flag* flag, int* out) {
  if (threadIdx.x == blockDim.x - 1) {
    out[0] = 7;
    flag->store(1);
    flag->notify_all();
  } else {
    flag->wait(0);
    atomicAdd(&out[1], out[0]);
  }
}

__global__ void by_latch(cuda::latch<cuda::thread_scope_block>* latch, int* out) {
  atomicAdd(&out[0], 1);
  latch->arrive_and_wait();
  if (out[0] == static_cast<int>(blockDim.x)) atomicAdd(&out[1], 1);
}

__global__ void by_semaphore(cuda::counting_semaphore<cuda::thread_scope_device>* two, int* out) {
  two->acquire();
  const int inside = atomicAdd(&out[0], 1) + 1;
  if (inside > 2) atomicAdd(&out[1], 1);
  __nanosleep(100);
  atomicSub(&out[0], 1);
  atomicAdd(&out[2], 1);
  two->release();
}

template <class T, class... Arguments>
T* made(Arguments... arguments) {
  void* memory = nullptr;
  cudaMallocManaged(&memory, sizeof(T));
  return new (memory) T(arguments...);
}

int wrong = 0;
void expect(const char* what, int found, int right) {
  if (found != right) ++wrong, std::printf("%s: %d instead of %d\n", what, found, right);
}

int main() {
  int* out = nullptr;
  cudaMallocManaged(&out, 256 * sizeof(int));
  for (int i = 0; i < 256; ++i) out[i] = 0;
  in_turn<<<4, 64>>>(made<Flag>(0), out);
  cudaDeviceSynchronize();
  for (int i = 0; i < 256; ++i) expect("turn", out[i], 255 - i);
  for (int i = 0; i < 256; ++i) out[i] = 0;
  with_locks<<<4, 64>>>(out, out + 4);
  cudaDeviceSynchronize();
  for (int i = 0; i < 3; ++i) expect("lock", out[4 + i], 256);
  by_wait<<<1, 64>>>(made<Flag>(0), out + 10);
  cudaDeviceSynchronize();
  expect("wait", out[11], 7 * 63);
  by_latch<<<1, 64>>>(made<cuda::latch<cuda::thread_scope_block>>(64), out + 20);
  cudaDeviceSynchronize();
  expect("latch", out[21], 64);
  by_semaphore<<<2, 64>>>(made<cuda::counting_semaphore<cuda::thread_scope_device>>(2), out + 30);
  cudaDeviceSynchronize();
  expect("semaphore", out[31], 0);
  expect("semaphore", out[32], 128);
  std::puts(wrong ? "wrong" : "right");
}
