#include "runtime/cudart/graph/memory.h"

#include <algorithm>
#include <utility>

#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/cudart/process/shared.h"

namespace larder::inline v1::cudart {
namespace {

Status lost(const GraphAllocation& memory) {
  return failure(cudaErrorInvalidValue,
                 compose("the device was reset, and a graph's memory at {} with it: make the "
                         "graph again",
                         static_cast<const void*>(memory.address())));
}

Status still_allocated(const GraphAllocation& memory) {
  return failure(cudaErrorInvalidValue,
                 compose("the launch before allocated the graph's memory at {}, which was not "
                         "freed: free it, or instantiate with "
                         "cudaGraphInstantiateFlagAutoFreeOnLaunch",
                         static_cast<const void*>(memory.address())));
}

Status not_allocated(const GraphAllocation& memory) {
  return failure(cudaErrorInvalidValue,
                 compose("free of a graph's memory at {}, which is not allocated: launch the "
                         "graph that allocates it before",
                         static_cast<const void*>(memory.address())));
}

Status freed_elsewhere(const GraphAllocation& memory) {
  return failure(cudaErrorInvalidValue,
                 compose("a graph's memory at {} is freed either in that graph or elsewhere, not "
                         "both",
                         static_cast<const void*>(memory.address())));
}

}  // namespace

GraphAllocation::GraphAllocation(DeviceBackend& device, const cudaMemAllocNodeParams& parameters)
    : device_(device),
      parameters_(parameters),
      accesses_(parameters.accessDescs, parameters.accessDescs + parameters.accessDescCount) {
  parameters_.accessDescs = accesses_.empty() ? nullptr : accesses_.data();
}

// No other owner is left, so nothing else changes the members. A failure leaves the memory to the
// device's reset.
GraphAllocation::~GraphAllocation() {
  if (!GraphMemory::of_process().remove(*this)) return;
  if (used_ != nullptr) static_cast<void>(used_on_->destroy_event(used_));
  static_cast<void>(device_.synchronize());
  static_cast<void>(device_.release(Memory::kDevice, address()));
}

GraphMemory& GraphMemory::of_process() { return shared.graph_memory(); }

Result<SharedAllocation> GraphMemory::create(DeviceBackend& device,
                                             const cudaMemAllocNodeParams& parameters) {
  const Result<void*> address = device.allocate(Memory::kDevice, parameters.bytesize, 0);
  if (!address.ok()) return address.status();
  cudaMemAllocNodeParams there = parameters;
  there.dptr = *address;
  auto memory = std::make_shared<GraphAllocation>(device, there);
  const std::lock_guard lock(mutex_);
  entries_[*address] = {memory};
  count_ = entries_.size();
  GraphMemoryUse& use = use_[&device];
  use.now += parameters.bytesize;
  use.most_used = std::max(use.most_used, use.now);
  use.most_reserved = std::max(use.most_reserved, use.now);
  return memory;
}

bool GraphMemory::remove(const GraphAllocation& memory) {
  const std::lock_guard lock(mutex_);
  if (memory.lost_) return false;
  entries_.erase(memory.address());
  count_ = entries_.size();
  use_[&memory.device_].now -= memory.parameters_.bytesize;
  return true;
}

SharedAllocation GraphMemory::find(const void* address) const {
  const std::lock_guard lock(mutex_);
  const auto found = entries_.find(address);
  return found == entries_.end() ? nullptr : found->second.memory.lock();
}

void GraphMemory::set_graph(GraphAllocation& memory, std::uint32_t graph) {
  const std::lock_guard lock(mutex_);
  memory.graph_ = graph;
}

Status GraphMemory::claim_free(GraphAllocation& memory, std::uint32_t graph) {
  using FreedIn = GraphAllocation::FreedIn;
  const std::lock_guard lock(mutex_);
  const FreedIn wanted = memory.graph_ == graph ? FreedIn::kItsGraph : FreedIn::kOthers;
  if (memory.lost_) return lost(memory);
  if (memory.freed_in_ != FreedIn::kNone && memory.freed_in_ != wanted) {
    return freed_elsewhere(memory);
  }
  memory.freed_in_ = wanted;
  return {};
}

// Memory that its own graph frees is allocated during a launch alone.
Status GraphMemory::may_allocate(const GraphAllocation& memory, bool auto_free) {
  if (memory.lost_) return lost(memory);
  const bool freed = auto_free && memory.freed_in_ != GraphAllocation::FreedIn::kItsGraph;
  return !memory.allocated_ || freed ? Status() : still_allocated(memory);
}

Status GraphMemory::check_launch(const GraphAllocation& memory, bool auto_free) const {
  const std::lock_guard lock(mutex_);
  return may_allocate(memory, auto_free);
}

Status GraphMemory::check_free(const GraphAllocation& memory, std::uint32_t graph) const {
  const std::lock_guard lock(mutex_);
  if (memory.lost_) return lost(memory);
  return memory.allocated_ || memory.graph_ == graph ? Status() : not_allocated(memory);
}

Status GraphMemory::allocate(const SharedAllocation& memory, bool auto_free, DeviceBackend& device,
                             cudaStream_t stream) {
  cudaEvent_t used = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (Status status = may_allocate(*memory, auto_free); !status.ok()) return status;
    memory->allocated_ = true;
    entries_[memory->address()].allocated = memory;
    used = memory->used_;
  }
  return used == nullptr ? Status() : device.wait_event(stream, used, cudaEventWaitDefault);
}

Status GraphMemory::end_launch(GraphAllocation& memory, DeviceBackend& device,
                               cudaStream_t stream) {
  {
    const std::lock_guard lock(mutex_);
    if (!memory.allocated_) return {};
  }
  return record_use(memory, device, stream);
}

Result<SharedAllocation> GraphMemory::take(GraphAllocation& memory, bool by_user) {
  const std::lock_guard lock(mutex_);
  if (memory.lost_) return lost(memory);
  if (by_user && memory.freed_in_ == GraphAllocation::FreedIn::kItsGraph) {
    return freed_elsewhere(memory);
  }
  if (!memory.allocated_) return not_allocated(memory);
  memory.allocated_ = false;
  return std::exchange(entries_[memory.address()].allocated, nullptr);
}

Status GraphMemory::free(const SharedAllocation& memory, DeviceBackend& device,
                         cudaStream_t stream) {
  const Result<SharedAllocation> taken = take(*memory, false);
  return taken.ok() ? record_use(*memory, device, stream) : taken.status();
}

void GraphMemory::abandon(const SharedAllocation& memory) {
  {
    const std::lock_guard lock(mutex_);
    if (memory->freed_in_ != GraphAllocation::FreedIn::kItsGraph) return;
  }
  static_cast<void>(take(*memory, false));
}

// As on CUDA's part, the user sees to it that no work uses the memory any longer.
Status GraphMemory::free_by_user(const SharedAllocation& memory) {
  return take(*memory, true).status();
}

Status GraphMemory::free_by_user(const SharedAllocation& memory, DeviceBackend& device,
                                 cudaStream_t stream) {
  if (Status exists = device.stream_flags(stream).status(); !exists.ok()) return exists;
  const Result<SharedAllocation> taken = take(*memory, true);
  return taken.ok() ? record_use(*memory, device, stream) : taken.status();
}

Status GraphMemory::record_use(GraphAllocation& memory, DeviceBackend& device,
                               cudaStream_t stream) {
  const Result<cudaEvent_t> event = event_of(memory, device);
  return event.ok() ? device.record_event(*event, stream, cudaEventRecordDefault) : event.status();
}

// An event is recorded in streams of its own device alone.
Result<cudaEvent_t> GraphMemory::event_of(GraphAllocation& memory, DeviceBackend& device) {
  {
    const std::lock_guard lock(mutex_);
    if (memory.used_on_ == &device && memory.used_ != nullptr) return memory.used_;
  }
  const Result<cudaEvent_t> made = device.create_event(cudaEventDisableTiming);
  if (!made.ok()) return made;
  cudaEvent_t before = *made;
  DeviceBackend* before_on = &device;
  {
    const std::lock_guard lock(mutex_);
    std::swap(memory.used_, before);
    std::swap(memory.used_on_, before_on);
  }
  if (before != nullptr) static_cast<void>(before_on->destroy_event(before));
  return made;
}

GraphMemoryUse GraphMemory::use(const DeviceBackend& device) const {
  const std::lock_guard lock(mutex_);
  const auto found = use_.find(&device);
  return found == use_.end() ? GraphMemoryUse() : found->second;
}

void GraphMemory::reset_most_used(const DeviceBackend& device) {
  const std::lock_guard lock(mutex_);
  use_[&device].most_used = use_[&device].now;
}

void GraphMemory::reset_most_reserved(const DeviceBackend& device) {
  const std::lock_guard lock(mutex_);
  use_[&device].most_reserved = use_[&device].now;
}

void GraphMemory::lose(const DeviceBackend& device) {
  std::vector<SharedAllocation> owned;  // these go without the mutex
  const std::lock_guard lock(mutex_);
  for (auto entry = entries_.begin(); entry != entries_.end();) {
    const SharedAllocation memory = entry->second.memory.lock();
    owned.push_back(memory);
    if (memory != nullptr && memory->used_on_ == &device) memory->used_ = nullptr;
    const bool of_device = memory != nullptr && &memory->device_ == &device;
    if (!of_device) {
      ++entry;
      continue;
    }
    memory->lost_ = true;
    owned.push_back(std::move(entry->second.allocated));
    entry = entries_.erase(entry);
  }
  count_ = entries_.size();
  use_.erase(&device);
}

void GraphMemory::forget() {
  {
    std::vector<SharedAllocation> owned;
    const std::lock_guard lock(mutex_);
    owned.reserve(entries_.size());
    for (auto& [address, entry] : entries_) owned.push_back(std::move(entry.allocated));
  }
  const std::lock_guard lock(mutex_);
  use_.clear();
}

}  // namespace larder::inline v1::cudart
