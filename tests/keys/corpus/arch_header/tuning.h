#pragma once

#if defined(__CUDA_ARCH__)
#define PER_THREAD 4
#else
#define PER_THREAD 1
#endif

constexpr int kPerThread = PER_THREAD;

__device__ inline float tune(float x) {
#ifdef __CUDA_ARCH__
  return x * 1.5f;
#else
  return x * 1.75f;
#endif
}
