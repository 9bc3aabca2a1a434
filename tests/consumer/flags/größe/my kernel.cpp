#include "größe $1.h"
#include <larder/kernel.h>

LARDER_KERNEL void times(int* numbers) { numbers[threadIdx.x] *= FACTOR; }
int main() {}
