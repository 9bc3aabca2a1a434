// For the benchmark of program starts: 48 kernels that both programs launch once and check. They
// are kernels for Larder and, compiled by nvcc, plain CUDA.
#ifndef LARDER_TESTS_BENCH_START_CONVOLVE_H
#define LARDER_TESTS_BENCH_START_CONVOLVE_H

#include <larder/kernel.h>

#include <cstdio>
#include <vector>

namespace start {

constexpr int kCount = 10'000;
constexpr int kThreads = 128;
constexpr int kBlocks = (kCount + kThreads - 1) / kThreads;

/// Small whole numbers, so that every type holds every sum exactly.
__host__ __device__ constexpr int weight(int tap) { return tap * 7 % 5 - 2; }

/// out[i] = the weighted sum of the Taps values around in[i]; outside of [0, n) there is 0.
template <class T, int Taps>
LARDER_KERNEL void convolve(const T* in, T* out, int n) {
  __shared__ T tile[kThreads + Taps - 1];
  const int first = static_cast<int>(blockIdx.x) * kThreads - Taps / 2;
  for (int i = threadIdx.x; i < kThreads + Taps - 1; i += kThreads) {
    const int from = first + i;
    tile[i] = from >= 0 && from < n ? in[from] : T(0);
  }
  __syncthreads();
  T sum = 0;
#pragma unroll
  for (int tap = 0; tap < Taps; ++tap) sum += T(weight(tap)) * tile[threadIdx.x + tap];
  const int i = blockIdx.x * kThreads + threadIdx.x;
  if (i < n) out[i] = sum;
}

/// Counts its launches: what a launch costs, with nothing to do.
LARDER_KERNEL void count(int* launches) { *launches += 1; }

template <class T, int Taps>
bool is_right(const std::vector<T>& in, const std::vector<T>& out) {
  if (out.size() != in.size()) return false;
  for (int i = 0; i < kCount; ++i) {
    T sum = 0;
    for (int tap = 0; tap < Taps; ++tap) {
      const int from = i + tap - Taps / 2;
      if (from >= 0 && from < kCount) sum += T(weight(tap)) * in[from];
    }
    if (out[i] != sum) return false;
  }
  return true;
}

template <class T, int... Taps, class Runner>
int wrong_kernels(Runner& runner) {
  std::vector<T> in(kCount);
  for (int i = 0; i < kCount; ++i) in[i] = T(i % 11);
  return (... + (is_right<T, Taps>(in, runner.template convolved<T, Taps>(in)) ? 0 : 1));
}

/// Runs and checks all kernels. The exit code of the program, which prints what went wrong.
template <class Runner>
int run_all(Runner& runner) {
  const int wrong = wrong_kernels<int, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25>(runner) +
                    wrong_kernels<long long, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25>(runner) +
                    wrong_kernels<float, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25>(runner) +
                    wrong_kernels<double, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25>(runner);
  if (wrong != 0) std::fprintf(stderr, "%d of 48 kernels were wrong\n", wrong);
  return wrong == 0 ? 0 : 1;
}

}  // namespace start

#endif  // LARDER_TESTS_BENCH_START_CONVOLVE_H
