// Runs a kernel's CPU variant over a grid: blocks in parallel on the cores, a block's threads as
// fibers of one OS thread.
#ifndef LARDER_SIMULATOR_EXECUTOR_H
#define LARDER_SIMULATOR_EXECUTOR_H

#include <larder/cuda/types.h>
#include <larder/detail/registry.h>
#include <larder/status.h>

#include <chrono>
#include <cstddef>
#include <optional>
#include <string_view>

namespace larder::inline v1::simulator {

/// The lowering for a value of LARDER_CPU; none if the value is invalid.
std::optional<detail::Lowering> parse_lowering(std::string_view word);

/// The capacity of an H100: 32 blocks, and 2048 threads, on each of 132 multiprocessors.
inline constexpr unsigned kResidentBlocks = 32 * 132;
inline constexpr unsigned kResidentThreads = 2048 * 132;

/// Runs `kernel`, which has a CPU variant, and returns when all blocks are done; `arguments` points
/// to each parameter's value and is only read. The launch keeps CUDA's limits, which
/// device/limits.h checks. Thread safe: host threads may run grids at the same time.
///
/// Fails with kUnsupported inside of a kernel, and with kLaunchFailed if the kernel failed: the
/// message names the block, the thread and the place in the source. If several blocks fail, the
/// lowest is reported; blocks that have not started are skipped.
///
/// Blocks may wait for each other: up to kResidentBlocks, with no more than kResidentThreads, are
/// in progress at a time. If all of them have only waited for the time `stall`, the launch fails
/// with kLaunchFailed and a message with the waiting threads and places; 0: they wait for ever.
Status run_grid(const detail::KernelRecord& kernel, dim3 grid, dim3 block,
                std::size_t dynamic_shared_bytes, void* const* arguments,
                std::chrono::nanoseconds stall = {});

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_EXECUTOR_H
