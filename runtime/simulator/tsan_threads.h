// The OS threads that run blocks under ThreadSanitizer, which sees all ordering between them.
#ifndef LARDER_SIMULATOR_TSAN_THREADS_H
#define LARDER_SIMULATOR_TSAN_THREADS_H

#include <cstdint>
#include <functional>

namespace larder::inline v1::simulator {

/// Runs the share of a launch that belongs to one OS thread, by number from 0.
using TsanShare = std::function<void(std::uint64_t number)>;

/// Runs all shares, each on an OS thread of its own and none ordered before another, and returns
/// when they are done. `fibers` is the number that they need together. The OS threads are kept for
/// the calling thread's next launch as long as all kept ones have no more fibers than
/// ThreadSanitizer can handle, because each new fiber takes a millisecond.
void run_on_tsan_threads(std::uint64_t shares, std::uint64_t fibers, const TsanShare& run);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_TSAN_THREADS_H
