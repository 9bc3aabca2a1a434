// Clocks, waiting, traps and promises to the optimiser.
#ifndef LARDER_CUDA_CONTROL_H
#define LARDER_CUDA_CONTROL_H

#include "sync.h"

#if defined(LARDER_SCAN)

__device__ long clock() noexcept;
__device__ long long clock64();
__device__ void __trap() __attribute__((annotate("larder.word.asks_index"), noreturn));

#else

#include <chrono>
#include <ctime>

/// Ticks of a steady clock: nanoseconds on the host.
inline long long clock64(LARDER_SITE) {
  ::larder::simulator::spin(file, line);
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}
namespace larder {
inline namespace v1 {
namespace simulator {
/// What clock() is in device code: the same ticks. Outside of kernels, the C library's clock().
inline std::clock_t clock_in_kernel(LARDER_SITE) {
  return in_kernel() ? static_cast<std::clock_t>(clock64(file, line)) : ::clock();
}
/// SIGTRAP, for a debugger.
inline void breakpoint() { __asm__ volatile("int3"); }
}  // namespace simulator
}  // namespace v1
}  // namespace larder

/// Ends the launch with an error that names the call site and the thread.
[[noreturn]] inline void __trap(LARDER_SITE) { ::larder::simulator::trap({file, line}); }

#if !defined(__has_builtin) || !__has_builtin(__builtin_assume)
#define __builtin_assume(condition) ((condition) ? static_cast<void>(0) : __builtin_unreachable())
#endif

#endif

/// Lets other threads of the block, and other blocks, continue.
LARDER_WAITS(void, __nanosleep, (unsigned int nanoseconds), static_cast<void>(nanoseconds),
             larder::simulator::yield(true, site))
LARDER_DEVICE(void, __brkpt, (), larder::simulator::breakpoint())
// A launch begins when the one before it in its stream has ended: there is nothing to wait for.
LARDER_DEVICE(void, cudaGridDependencySynchronize, (), static_cast<void>(0))
LARDER_DEVICE(void, cudaTriggerProgrammaticLaunchCompletion, (), static_cast<void>(0))
LARDER_DEVICE(void, __prof_trigger, (int counter), static_cast<void>(counter))

#endif  // LARDER_CUDA_CONTROL_H
