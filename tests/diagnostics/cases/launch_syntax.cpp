#include <larder/kernel.h>
LARDER_KERNEL void fill(int* out) { *out = 1; }
void start(int* out) { fill<<<1, 1>>>(out); }  // expected-error {{use larder::Device::launch}}
