#include <larder/kernel.h>
#include "not_there.h"  // expected-error {{'not_there.h' file not found}}
LARDER_KERNEL void bad(int* out) { *out = 1; }
