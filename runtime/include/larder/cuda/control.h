// Clocks, waiting, traps and promises to the optimiser.
#ifndef LARDER_CUDA_CONTROL_H
#define LARDER_CUDA_CONTROL_H

#include "sync.h"

#if defined(LARDER_SCAN)

LARDER_DEVICE_FUNCTION long clock() noexcept;
LARDER_INDEX_FUNCTION void __trap() __attribute__((noreturn));

#else

#include <time.h>  // clock()

#include <chrono>
#include <csignal>

/// Ends the launch with an error that names the caller's place and the thread.
[[noreturn]] inline void __trap(LARDER_SITE) { ::larder::simulator::trap({file, line}); }

#if !defined(__has_builtin) || !__has_builtin(__builtin_assume)
#define __builtin_assume(condition) ((condition) ? static_cast<void>(0) : __builtin_unreachable())
#endif

#endif

/// Ticks of a steady clock: nanoseconds on the host.
LARDER_DEVICE_FUNCTION long long clock64(LARDER_SITE)
    LARDER_BODY(::larder::simulator::spin(file, line);
                return std::chrono::steady_clock::now().time_since_epoch() /
                       std::chrono::nanoseconds(1);)
    /// Lets other threads of the block go on, and other blocks.
    LARDER_WAITING_FUNCTION void __nanosleep(unsigned int nanoseconds LARDER_AND_SITE)
        LARDER_BODY(static_cast<void>(nanoseconds);
                    ::larder::simulator::yield(true, {file, line});) LARDER_DEVICE_FUNCTION
    void __brkpt() LARDER_BODY(std::raise(SIGTRAP);) LARDER_DEVICE_FUNCTION
    void __prof_trigger(int counter) LARDER_BODY(static_cast<void>(counter);)

#endif  // LARDER_CUDA_CONTROL_H
