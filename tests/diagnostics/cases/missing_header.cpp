#include <larder/kernel.h>
#include "not_there.h"  // expected-error {{'not_there.h' file not found}} expected-note {{if the build makes this file, name the target that does in `depends:` of the custom_target}}
LARDER_KERNEL void bad(int* out) { *out = 1; }
