// Dynamic shared memory, launched by a host function.
#include <larder/larder.h>

template <class T>
LARDER_KERNEL void reversed(T* x, int n) {
  extern __shared__ unsigned char raw[];
  T* const staged = reinterpret_cast<T*>(raw);
  const int i = threadIdx.x;
  staged[i] = x[i];
  __syncthreads();
  x[i] = staged[n - 1 - i];
}

LARDER_KERNEL void incremented(int* x) { x[threadIdx.x] += 1; }

void host_reverse(larder::Device& device, larder::Buffer<float>& x, int n) {
  larder::LaunchConfig config{1, 64};
  config.dynamic_shared_bytes = 4 * n;
  device.launch(reversed<float>, config, x, n);
}

void host_increment(larder::Device& device, larder::Buffer<int>& x) {
  device.launch(incremented, {1, 64}, x);
}
