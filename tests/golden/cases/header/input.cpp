#include "device.h"
#include "plain.h"
#include "device.h"

LARDER_KERNEL void use(float* out) { out[0] = block_first(out[threadIdx.x]) + plain(1); }
