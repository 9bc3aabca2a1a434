#include "runtime/simulator/report.h"

#include <algorithm>
#include <utility>

#include "runtime/compose.h"

namespace larder::inline v1::simulator {
namespace {

std::string site_text(CallSite site) { return compose("{}:{}", site.file, site.line); }

std::string lanes_text(unsigned mask) { return compose("lanes {:#010x}", mask); }

}  // namespace

uint3 thread_index(unsigned number, dim3 block) {
  const unsigned row = number / block.x;
  return {number % block.x, row % block.y, row / block.y};
}

std::string index_text(uint3 index) { return compose("({},{},{})", index.x, index.y, index.z); }

std::string thread_text(unsigned number, dim3 block) {
  return "thread " + index_text(thread_index(number, block));
}

std::string waiting_text(unsigned number, const Thread& thread, dim3 block) {
  std::string text = thread_text(number, block);
  if (thread.wait == Wait::kTurn) {
    return text + (thread.site.line == 0 ? " spins" : " spins at " + site_text(thread.site));
  }
  text += " waits at " + site_text(thread.site);
  if (thread.wait == Wait::kBarrier) return text + " for the whole block";
  if (thread.wait == Wait::kWarp) return text + " for " + lanes_text(thread.mask);
  return text;
}

void add_waiting(std::vector<WaitingThreads>& groups, unsigned number, const Thread& thread) {
  for (WaitingThreads& group : groups) {
    const Thread& other = *group.thread;
    if (other.wait == thread.wait && other.mask == thread.mask &&
        same_place(other.site, thread.site)) {
      ++group.count;
      return;
    }
  }
  groups.push_back({number, &thread, 1});
}

std::string waiting_text(const std::vector<WaitingThreads>& groups, dim3 block) {
  constexpr std::size_t kMaxGroups = 4;
  std::string text;
  for (std::size_t i = 0; i < std::min(groups.size(), kMaxGroups); ++i) {
    const WaitingThreads& group = groups[i];
    text += (i == 0 ? "" : ", ") + waiting_text(group.first, *group.thread, block);
    if (group.count == 2) text += " (as does 1 other)";
    if (group.count > 2) text += compose(" (as do {} others)", group.count - 1);
  }
  if (groups.size() > kMaxGroups) text += ", and others elsewhere";
  return text;
}

std::string divergent_text(ThreadAt first, ThreadAt second, dim3 block) {
  if (second.number < first.number) std::swap(first, second);
  return compose("divergent barrier: {} waits at {}, {} at {}", thread_text(first.number, block),
                 site_text(first.site), thread_text(second.number, block), site_text(second.site));
}

std::string foreign_mask_text(ThreadAt caller, unsigned mask, dim3 block) {
  return compose("{} calls a warp operation at {} for {}, which do not include its own lane {}",
                 thread_text(caller.number, block), site_text(caller.site), lanes_text(mask),
                 caller.number % kLanes);
}

std::string trap_text(ThreadAt caller, dim3 block) {
  return thread_text(caller.number, block) + " trapped at " + site_text(caller.site);
}

std::string looping_thread_text(ThreadAt caller, dim3 block) {
  return thread_text(caller.number, block) + " waits at " + site_text(caller.site) +
         ", in a kernel whose threads run one after the other; mark it LARDER_KERNEL_FIBERS, "
         "or set LARDER_CPU=fibers";
}

std::string assertion_text(ThreadAt caller, const char* condition, const char* function,
                           dim3 block) {
  std::string text = compose("{}: assertion `{}` failed at {}", thread_text(caller.number, block),
                             condition, site_text(caller.site));
  if (function != nullptr) text += compose(" in {}", function);
  return text;
}

std::string shared_memory_text(const SharedMemory& shared) {
  return compose(
      "too much shared memory: {} bytes declared and {} dynamic, where a block has {} for "
      "declarations and {} in all",
      shared.static_bytes(), shared.dynamic_bytes(), kMaxStaticSharedBytes, kMaxSharedBytes);
}

}  // namespace larder::inline v1::simulator
