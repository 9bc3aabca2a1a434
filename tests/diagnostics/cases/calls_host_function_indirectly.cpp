#include <larder/kernel.h>
int host_value() { return 1; }
__device__ int device_value() { return host_value(); }  // expected-error {{no matching function for call to 'host_value'}}
LARDER_KERNEL void bad(int* out) { *out = device_value(); }
