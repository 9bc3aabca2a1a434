// The OS threads that run blocks under ThreadSanitizer: it sees what orders these, which it does
// not of oneTBB's.
#ifndef LARDER_SIMULATOR_TSAN_THREADS_H
#define LARDER_SIMULATOR_TSAN_THREADS_H

#include <cstdint>
#include <functional>

namespace larder::inline v1::simulator {

/// The share of a launch that one OS thread runs, by number from 0.
using TsanShare = std::function<void(std::uint64_t number)>;

/// Runs all shares, each on an OS thread of its own and none ordered before another, and returns
/// when they are done. `fibers` is how many they need together: the OS threads are kept for the
/// calling thread's next launch as long as all that are kept have no more than ThreadSanitizer
/// bears, since it takes a millisecond for each fiber that is made.
void run_on_tsan_threads(std::uint64_t shares, std::uint64_t fibers, const TsanShare& run);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_TSAN_THREADS_H
