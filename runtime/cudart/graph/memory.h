// The memory that graphs allocate and free.
//
// An allocation node gets its memory when it is added, and keeps it: CUDA maps memory to a fixed
// address at each launch instead, and lets allocations share it. Nodes, in graphs and executable
// graphs, share the ownership. From the launch that allocates memory to whatever frees it, the
// memory owns itself, since the user may have destroyed the graphs.
#ifndef LARDER_CUDART_GRAPH_MEMORY_H
#define LARDER_CUDART_GRAPH_MEMORY_H

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/cudart/backend/backend.h"

namespace larder::inline v1::cudart {

/// The memory of one allocation node.
class GraphAllocation {
 public:
  GraphAllocation(DeviceBackend& device, const cudaMemAllocNodeParams& parameters);
  /// Gives the memory back, after all work that may still use it.
  ~GraphAllocation();
  GraphAllocation(const GraphAllocation&) = delete;
  GraphAllocation& operator=(const GraphAllocation&) = delete;

  [[nodiscard]] void* address() const { return parameters_.dptr; }
  [[nodiscard]] const cudaMemAllocNodeParams& parameters() const { return parameters_; }

 private:
  friend class GraphMemory;
  /// Which graphs have nodes that free it: its own one or others, never both.
  enum class FreedIn { kNone, kItsGraph, kOthers };

  DeviceBackend& device_;
  cudaMemAllocNodeParams parameters_;
  std::vector<cudaMemAccessDesc> accesses_;
  // GraphMemory's mutex guards the rest.
  std::uint32_t graph_ = 0;  ///< with the allocation node
  FreedIn freed_in_ = FreedIn::kNone;
  bool allocated_ = false;
  bool lost_ = false;  ///< the device was reset
  /// Recorded behind the last use that is known: a launch, or a free in a stream.
  cudaEvent_t used_ = nullptr;
  DeviceBackend* used_on_ = nullptr;  ///< the device of the event
};

using SharedAllocation = std::shared_ptr<GraphAllocation>;

/// The memory of a device's graphs, in bytes.
struct GraphMemoryUse {
  std::uint64_t now = 0;
  std::uint64_t most_used = 0;
  std::uint64_t most_reserved = 0;  ///< reset apart from most_used
};

/// All such memory of the process. Thread safe. `memory` is not null; `device` and `stream` are
/// those of a launch or a call.
class GraphMemory {
 public:
  [[nodiscard]] static GraphMemory& of_process();

  /// Whether there is any.
  [[nodiscard]] bool any() const { return count_.load() != 0; }
  [[nodiscard]] Result<SharedAllocation> create(DeviceBackend& device,
                                                const cudaMemAllocNodeParams& parameters);
  /// Null if no allocation starts at the address.
  [[nodiscard]] SharedAllocation find(const void* address) const;

  /// The allocation node is in this graph.
  void set_graph(GraphAllocation& memory, std::uint32_t graph);
  /// A free node is added to this graph, which has none for the memory yet.
  Status claim_free(GraphAllocation& memory, std::uint32_t graph);

  /// Fails if the memory is allocated, unless a launch may free it (`auto_free`).
  Status check_launch(const GraphAllocation& memory, bool auto_free) const;
  /// Fails if a graph frees memory of another one, which is not allocated.
  Status check_free(const GraphAllocation& memory, std::uint32_t graph) const;
  /// A launch reaches the allocation node: its stream waits for the last use.
  Status allocate(const SharedAllocation& memory, bool auto_free, DeviceBackend& device,
                  cudaStream_t stream);
  /// A launch reaches a free node.
  Status free(const SharedAllocation& memory, DeviceBackend& device, cudaStream_t stream);
  /// The launch is over, or rather all of it is in the stream.
  Status end_launch(GraphAllocation& memory, DeviceBackend& device, cudaStream_t stream);
  /// A launch has failed: what its graph would have freed is free.
  void abandon(const SharedAllocation& memory);

  /// By cudaFree.
  Status free_by_user(const SharedAllocation& memory);
  /// By cudaFreeAsync.
  Status free_by_user(const SharedAllocation& memory, DeviceBackend& device, cudaStream_t stream);

  [[nodiscard]] GraphMemoryUse use(const DeviceBackend& device) const;
  void reset_most_used(const DeviceBackend& device);
  void reset_most_reserved(const DeviceBackend& device);

  /// The device will free all of its memory.
  void lose(const DeviceBackend& device);
  /// Frees what is allocated: for tests.
  void forget();

 private:
  friend class GraphAllocation;
  struct Entry {
    std::weak_ptr<GraphAllocation> memory;
    SharedAllocation allocated = nullptr;  ///< owns itself while it is
  };

  // The caller holds the mutex.
  [[nodiscard]] static Status may_allocate(const GraphAllocation& memory, bool auto_free);

  /// The memory is no longer allocated. The caller lets go of the result without the mutex.
  [[nodiscard]] Result<SharedAllocation> take(GraphAllocation& memory, bool by_user);
  Status record_use(GraphAllocation& memory, DeviceBackend& device, cudaStream_t stream);
  [[nodiscard]] Result<cudaEvent_t> event_of(GraphAllocation& memory, DeviceBackend& device);
  /// False if it was lost.
  bool remove(const GraphAllocation& memory);

  mutable std::mutex mutex_;
  std::map<const void*, Entry> entries_;  ///< by address
  std::map<const DeviceBackend*, GraphMemoryUse> use_;
  std::atomic<std::size_t> count_ = 0;  ///< of entries_
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_GRAPH_MEMORY_H
