#pragma once
__device__ inline int tripled(int x) {
#if __CUDA_ARCH__ >= 700
  return 3 * x;
#endif
}
