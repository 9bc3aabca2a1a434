#include <larder/larder.h>

#include <cstdio>

bool set_one(larder::Device& device);
bool set_two(larder::Device& device);
int use_one(larder::Device& device);
int use_two(larder::Device& device);
int count_one(larder::Device& device, unsigned threads);
int count_two(larder::Device& device, unsigned threads);
int total_one(larder::Device& device);
int total_two(larder::Device& device);
int take_one(larder::Device& device);
int take_two(larder::Device& device);
int walk_one(larder::Device& device);
int walk_two(larder::Device& device);
int visible_one(larder::Device& device);
int second_one(larder::Device& device);
int unused_two(larder::Device& device);
bool keep(larder::Device& device);
int use_kept(larder::Device& device);

extern __device__ int visible;  // that of variables_one.cpp

namespace {

int read_visible(larder::Device& device) {
  int value = -1;
  return device.read(visible, value).ok() ? value : -1;
}

void use(larder::Device& device) {
  const bool written = set_one(device) && set_two(device);
  const int sum = use_one(device);
  std::printf("tables: %d, %d and %d\n", written, sum, use_two(device));
  const int counted = count_one(device, 3);
  std::printf("counters: %d and %d\n", counted, count_two(device, 5));
  const int total = total_one(device);
  std::printf("totals: %d and %d\n", total, total_two(device));
  const int taken = take_one(device);
  std::printf("in a template: %d and %d\n", taken, take_two(device));
  const int walked = walk_one(device);
  std::printf("in functions: %d and %d\n", walked, walk_two(device));
  const int made = visible_one(device);
  std::printf("visible: %d and %d\n", made, read_visible(device));
  std::printf("an address: %d\n", second_one(device));
  std::printf("of no kernel: %d\n", unused_two(device));
}

}  // namespace

int main() {
  {
    larder::Device device = larder::Device::open();
    use(device);
    std::printf("kept: %d, ", keep(device));
    std::printf("status: %s\n", device.status().text().c_str());
  }
  larder::Device device = larder::Device::open();  // after the last one is gone
  std::printf("later: %d, visible: %d, counters: %d and %d, status: %s\n", use_kept(device),
              read_visible(device), count_one(device, 1), count_two(device, 1),
              device.status().text().c_str());
}
