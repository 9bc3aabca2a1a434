// Mistakes that end a launch.
#include "corpus.h"

namespace {

using corpus::kThreads;

// fault divergent: failed launch
template <class T, bool Right>
LARDER_KERNEL void divergent(T* out, const T* in) {
  if (Right || threadIdx.x < 32) {
    __syncthreads();
  } else {
    __syncthreads();
  }
  out[threadIdx.x] = in[threadIdx.x];
}

// fault foreign_mask: failed launch
template <class T, bool Right>
LARDER_KERNEL void foreign_mask(T* out, const T* in) {
  __syncwarp(Right ? 0xffffffffu : 0x0000ffffu);
  out[threadIdx.x] = in[threadIdx.x];
}

// A lane that the mask names waits for something else.
// fault absent_lane: failed launch
template <class T, bool Right>
LARDER_KERNEL void absent_lane(T* out, const T* in) {
  if (Right || threadIdx.x != 5) __syncwarp();
  __syncthreads();
  out[threadIdx.x] = in[threadIdx.x];
}

// fault trapped: failed launch
template <class T, bool Right>
LARDER_KERNEL void trapped(T* out, const T* in) {
  if (!Right && threadIdx.x == 9) __trap();
  out[threadIdx.x] = in[threadIdx.x];
}

void run_pair(void (*wrong)(int*, const int*), void (*right)(int*, const int*)) {
  for (auto* const kernel : {wrong, right}) corpus::run<int>(kernel);
}

}  // namespace

void corpus::run_failures() {
  run_pair(divergent<int, false>, divergent<int, true>);
  run_pair(foreign_mask<int, false>, foreign_mask<int, true>);
  run_pair(absent_lane<int, false>, absent_lane<int, true>);
  run_pair(trapped<int, false>, trapped<int, true>);
}
