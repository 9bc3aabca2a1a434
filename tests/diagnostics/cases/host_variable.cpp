#include <larder/kernel.h>
int counter = 3;  // expected-note {{declared here}}
LARDER_KERNEL void bad(int* out) { *out = counter; }  // expected-error {{reference to __host__ variable 'counter' in __global__ function}}
