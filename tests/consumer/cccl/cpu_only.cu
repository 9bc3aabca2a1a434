#include <thrust/device_vector.h>
#include <thrust/reduce.h>

#include <cub/cub.cuh>

int main() {
  size_t bytes = 0;
  cub::DeviceReduce::Sum(nullptr, bytes, (const int*)nullptr, (int*)nullptr, 100);
  const thrust::device_vector<int> ones(100, 1);
  return thrust::reduce(ones.begin(), ones.end()) != 100;
}
