// The failures of a block, and what they say.
#include <algorithm>
#include <string>
#include <vector>

#include "runtime/simulator/block.h"
#include "runtime/simulator/report.h"
#include "runtime/simulator/sanitizers.h"

namespace larder::inline v1::simulator {

LARDER_NO_TSAN void Block::trap(CallSite site) {
  note_thread();
  fail(trap_text({running_, site}, launch_->block));
}

LARDER_NO_TSAN void Block::fail_assertion(const char* condition, CallSite site,
                                          const char* function) {
  constexpr int kDeviceAssertion = 710;
  note_thread();
  cuda_error_ = kDeviceAssertion;
  fail(assertion_text({running_, site}, condition, function, launch_->block));
}

// Every remaining thread waits, at least one of them for a lane that waits elsewhere: name both.
LARDER_NO_TSAN std::string Block::stuck_text() const {
  const auto apart = [](const Thread& a, const Thread& b) {
    return a.wait != b.wait || a.mask != b.mask || !same_place(a.site, b.site);
  };
  unsigned one = 0;
  while (exited(one) || threads_[one].wait != Wait::kWarp) ++one;
  const unsigned first_lane = one / kLanes * kLanes;
  unsigned other = first_lane;
  const unsigned end = std::min(first_lane + kLanes, count_);
  while (other < end && (exited(other) || (threads_[one].mask >> other % kLanes & 1u) == 0 ||
                         !apart(threads_[one], threads_[other]))) {
    ++other;
  }
  std::string text = "deadlock: " + simulator::waiting_text(one, threads_[one], launch_->block);
  if (other < end) text += ", " + simulator::waiting_text(other, threads_[other], launch_->block);
  return text;
}

std::string Block::waiting_text() const {
  std::vector<WaitingThreads> groups;
  for (unsigned number = 0; number < count_; ++number) {
    if (!exited(number)) add_waiting(groups, number, threads_[number]);
  }
  return "block " + index_text(index_) + ": " + simulator::waiting_text(groups, launch_->block);
}

}  // namespace larder::inline v1::simulator
