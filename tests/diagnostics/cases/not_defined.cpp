#include <larder/kernel.h>
LARDER_KERNEL void bad(int* out);  // expected-error {{declared in this source but not defined}}
