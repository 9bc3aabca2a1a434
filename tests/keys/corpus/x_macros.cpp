// Lists in files that are included where they are used.
#include <larder/kernel.h>

enum Colour {
#define COLOUR(name, value) name = value,
#include "x_macros/colours.h"
#undef COLOUR
};

LARDER_KERNEL void listed(int* out) {
  const int table[] = {
#define COLOUR(name, value) value,
#include "x_macros/colours.h"
#undef COLOUR
  };
  out[threadIdx.x & 1] = table[threadIdx.x & 1] * 2;
}

LARDER_KERNEL void coloured(int* out) { *out = kBlue; }

LARDER_KERNEL void file_names(int* out) { *out = sizeof(__FILE__); }
