#include <larder/kernel.h>
LARDER_KERNEL void child(int* out) { *out = 1; }  // expected-note {{declared here}}
LARDER_KERNEL void parent(int* out) { child<<<1, 1>>>(out); }  // expected-error {{reference to __global__ function 'child' in __global__ function}}
