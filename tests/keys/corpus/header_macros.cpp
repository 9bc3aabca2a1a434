// Macros of a header, and a header that depends on a macro set before it.
#include <larder/kernel.h>

#define TABLE_SIZE 24
#include "header_macros/config.h"

LARDER_KERNEL void configured(int* out) {
  const int i = threadIdx.x;
  if (i < TABLE_SIZE) out[i] = MIX(i, CONFIG_BIAS) + table_bytes();
}

LARDER_KERNEL void limited(int* out) { out[0] = LIMIT; }
