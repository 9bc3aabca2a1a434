// Code in headers, two levels down.
#include <larder/kernel.h>

#include "headers/outer.h"

LARDER_KERNEL void through(float* x) { x[threadIdx.x] = outer(x[threadIdx.x]); }

LARDER_KERNEL void beside(float* x) { x[threadIdx.x] = kStep * x[threadIdx.x]; }

float host_reference(float x) { return x * 2; }
