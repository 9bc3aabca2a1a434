// std::array and std::pair.
#include <larder/kernel.h>

#include <array>
#include <utility>

using Triple = std::array<int, 3>;

__device__ inline Triple shuffled(const Triple& x) { return {x[2], x[0], x[1]}; }

LARDER_KERNEL void triples(Triple* x) {
  x[threadIdx.x] = shuffled(x[threadIdx.x]);
  x[threadIdx.x][0] += int(x->size());
}

LARDER_KERNEL void paired(std::pair<int, float>* x) { x->second = x->first * 2.0f; }
