#include "runtime/simulator/launch_progress.h"

#include <algorithm>
#include <utility>

#include "runtime/compose.h"

namespace larder::inline v1::simulator {
namespace {

// "0.5"
std::string seconds_text(std::chrono::nanoseconds time) {
  std::string text = std::to_string(std::chrono::duration<double>(time).count());
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace

void LaunchProgress::fail(std::uint64_t number, Status status) {
  const std::lock_guard lock(mutex_);
  failed_.store(true, std::memory_order_relaxed);
  if (!failure_.ok() && number > failed_block_) return;
  failed_block_ = number;
  failure_ = std::move(status);
}

void LaunchProgress::fail_stalled() {
  stalled_.store(true, std::memory_order_relaxed);
  failed_.store(true, std::memory_order_relaxed);
}

void LaunchProgress::add_waiting(std::uint64_t number, std::string text) {
  const std::lock_guard lock(mutex_);
  waiting_.emplace_back(number, std::move(text));
}

Status LaunchProgress::status() {
  if (!failure_.ok() || !stalled()) return failure_;
  constexpr std::size_t kMaxBlocks = 4;
  std::sort(waiting_.begin(), waiting_.end());
  std::string text = "no progress for " + seconds_text(watch.limit()) + " s";
  for (std::size_t i = 0; i < std::min(waiting_.size(), kMaxBlocks); ++i) {
    text += (i == 0 ? ": " : "; ") + waiting_[i].second;
  }
  if (waiting_.size() > kMaxBlocks) {
    text += compose("; {} more blocks wait", waiting_.size() - kMaxBlocks);
  }
  if (waiting_.size() >= most_held) {
    text += compose("; no more than {} blocks are held at a time, as on a GPU", most_held);
  }
  constexpr int kLaunchTimeout = 702;  // CUDA's number
  return {Code::kLaunchFailed, text, kLaunchTimeout};
}

}  // namespace larder::inline v1::simulator
