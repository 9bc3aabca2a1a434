#include <larder/kernel.h>
__managed__ int of_the_host = 1;  // no kernel uses it
__device__ __managed__ int counter = 3;  // expected-error {{variable 'counter' is __managed__, which needs CUDA's runtime API: compile with larder-nvcc, or make it __device__ and use larder::Device::write and read}}
extern __managed__ float factor;  // expected-error {{variable 'factor' is __managed__}}
float factor = 2;
__device__ void count() { ++counter; }
LARDER_KERNEL void first() { count(); }
LARDER_KERNEL void second(float* out) { *out = counter * factor; }
