#include <larder/kernel.h>
LARDER_KERNEL int bad(int* out) { return *out; }  // expected-error {{must have void return type}}
