#include <larder/kernel.h>
LARDER_KERNEL void bad(int* out, const int& n) { *out = n; }  // expected-error {{is a reference, which would refer to host memory}}
