#include "runtime/simulator/stall_watch.h"

namespace larder::inline v1::simulator {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRelaxed = std::memory_order_relaxed;
constexpr unsigned kAskerBits = 16;
constexpr std::uint64_t kAskers = (std::uint64_t{1} << kAskerBits) - 1;

}  // namespace

void StallWatch::restart() {
  since_.store(Clock::now().time_since_epoch().count(), kRelaxed);
  std::uint64_t state = state_.load(kRelaxed);
  while (!state_.compare_exchange_weak(state, (state | kAskers) + 1, kRelaxed)) {
  }
}

void StallWatch::enter() {
  if (limit_.count() == 0) return;
  active_.fetch_add(1, kRelaxed);
  restart();
}

void StallWatch::leave() {
  if (limit_.count() == 0) return;
  active_.fetch_sub(1, kRelaxed);
  restart();
}

bool StallWatch::expired(std::uint64_t& seen) {
  if (limit_.count() == 0) return false;
  std::uint64_t state = state_.load(kRelaxed);
  const Clock::duration since(since_.load(kRelaxed));
  if (Clock::now().time_since_epoch() - since < limit_) return false;
  if (seen != state >> kAskerBits) {
    // Fails if another thread asks at the same time, or the time was restarted: asked again soon.
    if (!state_.compare_exchange_strong(state, state + 1, kRelaxed)) return false;
    seen = state++ >> kAskerBits;
  }
  return (state & kAskers) >= active_.load(kRelaxed);
}

}  // namespace larder::inline v1::simulator
