#include <larder/kernel.h>
int host_value() { return 1; }  // expected-note {{candidate function not viable: call to __host__ function from __global__ function}}
LARDER_KERNEL void bad(int* out) { *out = host_value(); }  // expected-error {{no matching function for call to 'host_value'}}
