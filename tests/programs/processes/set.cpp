#include "set.h"

LARDER_KERNEL void set(int* value) { *value = 42; }
template LARDER_KERNEL void reverse<64>(int*);
