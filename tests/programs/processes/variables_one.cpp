#include "variables.h"

static __constant__ int table[2];
LARDER_KERNEL void sum(int* value) { *value = table[0] + table[1]; }

__device__ int visible = 5;
LARDER_KERNEL void add_visible(int* value) { *value = visible += 10; }

__device__ int numbers[3] = {1, 2, 3};
__device__ int* second = &numbers[1];
LARDER_KERNEL void get_second(int* value) { *value = *second; }

__constant__ int kept[2];
LARDER_KERNEL void get_kept(int* value) { *value = kept[0] * 10 + kept[1]; }

bool set_one(larder::Device& device) {
  const int values[2] = {3, 4};
  return device.write(table, values).ok();
}
int use_one(larder::Device& device) { return result(device, sum); }
int count_one(larder::Device& device, unsigned threads) {
  device.launch(count, {1, threads});
  return read(device, counter);
}
int total_one(larder::Device& device) {
  device.launch(add_to_total<int>, {1, 1}, 4);
  device.launch(add_to_total<int>, {1, 1}, 5);
  return result(device, get_total<int>);
}
int take_one(larder::Device& device) {
  result(device, take<20>);
  return result(device, take<20>);
}
int walk_one(larder::Device& device) { return result(device, walk<2>); }
int visible_one(larder::Device& device) { return result(device, add_visible); }
int second_one(larder::Device& device) { return result(device, get_second); }
bool keep(larder::Device& device) {
  const int values[2] = {6, 7};
  return device.write(kept, values).ok();
}
int use_kept(larder::Device& device) { return result(device, get_kept); }
int walk_alone_one() {
  larder::Device device = larder::Device::open();
  return walk_one(device);
}
