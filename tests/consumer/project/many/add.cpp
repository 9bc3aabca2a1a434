#include <larder/larder.h>

LARDER_KERNEL void add(int* x, int addend) { *x += addend; }

void add_on(larder::Device& device, larder::Buffer<int>& x) { device.launch(add, {1, 1}, x, 2); }
