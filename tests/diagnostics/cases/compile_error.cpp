#include <larder/kernel.h>
LARDER_KERNEL void bad(int* out) { *out = missing; }  // expected-error {{use of undeclared identifier 'missing'}}
