#include <larder/larder.h>

namespace {

__device__ int launches = 0;

}  // namespace

// Without -fno-gnu-unique, g++ would make unique symbols of such a template's static variables, and
// the plug-in would never be unloaded.
template <int Value>
LARDER_KERNEL void effect_2(int* value) {
  __shared__ int sum[1];
  sum[threadIdx.x] = Value + *value;
  __syncthreads();
  *value = sum[0];
  launches += 1;
}

/// What the kernel makes of 100, and how often it was launched by this plug-in.
extern "C" void run(larder::Device& device, int* result) {
  result[0] = 100;
  auto buffer = device.upload(result, 1);
  device.launch(effect_2<2>, {1, 1}, buffer);
  static_cast<void>(device.download(buffer, result, 1));
  result[1] = -1;
  static_cast<void>(device.read(launches, result[1]));
}
