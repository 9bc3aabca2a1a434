#include <larder/kernel.h>
LARDER_KERNEL void child(int* out) { *out = 1; }
LARDER_KERNEL void parent(int* out) { child<<<1, 1>>>(out); }  // expected-error {{__global__ function}} expected-error {{launch from host code}}
