// From the arguments of calls for pools and for memory of graphs to devices, memory and work.
#ifndef LARDER_CUDART_API_MEMORY_ARGUMENTS_H
#define LARDER_CUDART_API_MEMORY_ARGUMENTS_H

#include "runtime/cudart/graph/graphs.h"
#include "runtime/cudart/process/devices.h"

namespace larder::inline v1::cudart {

/// The device whose memory a pool or a node is to have.
[[nodiscard]] Result<OpenDevice*> device_for(const cudaMemPoolProps& properties);
/// The properties of a device's memory.
[[nodiscard]] cudaMemPoolProps properties_of(const OpenDevice& device);

/// `parameters` name the device; `dptr` is set to the address.
[[nodiscard]] Result<Work> allocation_work(cudaMemAllocNodeParams& parameters);
/// A free of what an allocation node has.
[[nodiscard]] Result<Work> free_work(const void* address);

/// An allocation by cudaMallocAsync or cudaMallocFromPoolAsync; `bytes` is not 0.
struct StreamAllocation {
  void** to;
  size_t bytes;
  cudaMemPool_t pool;  ///< null: the current one of the stream's device
  cudaStream_t stream;
};
/// Allocates it, or records it if the stream captures.
Status allocate_in_stream(DeviceBackend& on, const StreamAllocation& allocation);

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_API_MEMORY_ARGUMENTS_H
