#include "variables.h"

static __constant__ int table[4];
LARDER_KERNEL void product(int* value) { *value = table[0] * table[3]; }

__device__ int unused = 8;  // by kernels

bool set_two(larder::Device& device) {
  const int values[4] = {10, 0, 0, 20};
  return device.write(table, values).ok();
}
int use_two(larder::Device& device) { return result(device, product); }
int count_two(larder::Device& device, unsigned threads) {
  device.launch(count, {1, threads});
  return read(device, counter);
}
int total_two(larder::Device& device) { return result(device, get_total<int>); }
int take_two(larder::Device& device) { return result(device, take<20>); }
int walk_two(larder::Device& device) { return result(device, walk<2>); }
int unused_two(larder::Device& device) {
  const int before = read(device, unused);
  return device.write(unused, before + 1).ok() ? read(device, unused) : -1;
}
int walk_alone_two() {
  larder::Device device = larder::Device::open();
  return walk_two(device);
}
