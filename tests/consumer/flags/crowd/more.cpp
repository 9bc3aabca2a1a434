#include <larder/kernel.h>

LARDER_KERNEL void twice(int* numbers) { numbers[threadIdx.x] *= 2; }
