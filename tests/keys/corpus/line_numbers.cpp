// Code that depends on where it stands.
#include <larder/kernel.h>

#define HERE __LINE__

__device__ inline int line_of(int line = __builtin_LINE()) { return line; }

LARDER_KERNEL void macro_line(int* out) { *out = HERE; }

LARDER_KERNEL void builtin_line(int* out) { *out = line_of(); }

LARDER_KERNEL void name_length(int* out) { *out = sizeof(__func__); }

LARDER_KERNEL void no_line(int* out) { *out = 1; }
