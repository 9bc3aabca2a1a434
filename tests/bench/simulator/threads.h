// Kernels as numba's CUDA simulator runs them: each CUDA thread is a thread of the operating
// system, a barrier lets them wait for each other, and blocks run one after the other.
#ifndef LARDER_TESTS_BENCH_SIMULATOR_THREADS_H
#define LARDER_TESTS_BENCH_SIMULATOR_THREADS_H

#include <functional>

namespace larder::bench {

/// `body(block, thread, wait)` for each; `wait` returns when all threads of the block have called
/// it.
using ThreadBody = std::function<void(int block, int thread, const std::function<void()>& wait)>;

void run_on_threads(int blocks, int threads, const ThreadBody& body);

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_SIMULATOR_THREADS_H
