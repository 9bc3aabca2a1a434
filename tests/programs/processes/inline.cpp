#include <larder/larder.h>

inline __device__ int everywhere = 0;
LARDER_KERNEL void add_everywhere() { atomicAdd(&everywhere, 1); }

int main() {
  larder::Device device = larder::Device::open();
  device.launch(add_everywhere, {1, 1});
}
