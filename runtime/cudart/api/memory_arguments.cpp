#include "runtime/cudart/api/memory_arguments.h"

#include <algorithm>
#include <span>

#include "runtime/compose.h"
#include "runtime/cudart/api/graph_arguments.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/cudart/process/pool_devices.h"

namespace larder::inline v1::cudart {
namespace {

Status check_location(const cudaMemLocation& location) {
  switch (location.type) {
    case cudaMemLocationTypeDevice:
      return location.id >= 0
                 ? Status()
                 : failure(cudaErrorInvalidValue, compose("there is no device {}", location.id));
    case cudaMemLocationTypeHost:
    case cudaMemLocationTypeHostNuma:
      return failure(cudaErrorNotSupported,
                     "pools of host memory are not supported: use cudaMallocHost");
    case cudaMemLocationTypeHostNumaCurrent:
    case cudaMemLocationTypeInvalid:
      break;
  }
  return failure(cudaErrorInvalidValue,
                 compose("a pool's memory can't have a location of type {}: use "
                         "cudaMemLocationTypeDevice",
                         static_cast<int>(location.type)));
}

Status check(const cudaMemPoolProps& properties) {
  if (properties.allocType == cudaMemAllocationTypeManaged) {
    return failure(cudaErrorNotSupported,
                   "pools of managed memory are not supported: use cudaMallocManaged");
  }
  if (properties.allocType != cudaMemAllocationTypePinned) {
    return failure(cudaErrorInvalidValue,
                   compose("allocation type {} is unknown: use cudaMemAllocationTypePinned",
                           static_cast<int>(properties.allocType)));
  }
  if (properties.handleTypes != cudaMemHandleTypeNone) {
    return failure(cudaErrorNotSupported,
                   "memory can't be shared with other processes: use cudaMemHandleTypeNone");
  }
  const bool rest = properties.win32SecurityAttributes != nullptr ||
                    std::ranges::any_of(properties.reserved, [](auto byte) { return byte != 0; });
  if (rest) {
    return failure(cudaErrorInvalidValue,
                   "the reserved part of a pool's properties is not 0: fill it with 0");
  }
  return check_location(properties.location);
}

/// A device can always access its own memory.
Status check_accesses(const cudaMemAllocNodeParams& parameters) {
  if (parameters.accessDescCount != 0 && parameters.accessDescs == nullptr) {
    return failure(cudaErrorInvalidValue, "the descriptions of access are null");
  }
  for (const cudaMemAccessDesc& access :
       std::span(parameters.accessDescs, parameters.accessDescCount)) {
    const bool own = access.location.type == cudaMemLocationTypeDevice &&
                     access.location.id == parameters.poolProps.location.id;
    if (own && access.flags == cudaMemAccessFlagsProtReadWrite) continue;
    return failure(cudaErrorNotSupported,
                   "memory of a graph is accessed by its own device: for others, call "
                   "cudaDeviceEnablePeerAccess");
  }
  return {};
}

/// Work for memory of the pool's device; the pool itself only says which one that is.
Result<Work> recorded(const StreamAllocation& allocation) {
  const Result<OpenDevice*> device = PoolDevices::of_process().find(allocation.pool);
  if (!device.ok()) return device.status();
  if (allocation.pool != nullptr) {
    const Status exists = (*device)
                              ->backend()
                              .pool_attribute(allocation.pool, cudaMemPoolAttrReleaseThreshold)
                              .status();
    if (!exists.ok()) return exists;
  }
  cudaMemAllocNodeParams parameters{};
  parameters.poolProps = properties_of(**device);
  parameters.bytesize = allocation.bytes;
  Result<Work> work = allocation_work(parameters);
  if (work.ok()) *allocation.to = parameters.dptr;
  return work;
}

}  // namespace

Result<OpenDevice*> device_for(const cudaMemPoolProps& properties) {
  if (Status status = check(properties); !status.ok()) return status;
  Result<OpenDevice*> device = Devices::of_process().open(properties.location.id);
  if (error_of(device.status()) != cudaErrorInvalidDevice) return device;
  return failure(cudaErrorInvalidValue, device.status().message());
}

cudaMemPoolProps properties_of(const OpenDevice& device) {
  cudaMemPoolProps properties{};
  properties.allocType = cudaMemAllocationTypePinned;
  properties.location = {cudaMemLocationTypeDevice, device.ordinal()};
  return properties;
}

Result<Work> allocation_work(cudaMemAllocNodeParams& parameters) {
  const Result<OpenDevice*> device = device_for(parameters.poolProps);
  if (!device.ok()) return device.status();
  if (Status status = check_accesses(parameters); !status.ok()) return status;
  if (parameters.bytesize == 0) {
    return failure(cudaErrorInvalidValue, "a graph's allocation of 0 bytes");
  }
  const auto memory = GraphMemory::of_process().create((*device)->backend(), parameters);
  if (!memory.ok()) return memory.status();
  parameters.dptr = (*memory)->address();
  return Work(AllocationWork{*memory});
}

Result<Work> free_work(const void* address) {
  SharedAllocation memory = GraphMemory::of_process().find(address);
  if (memory == nullptr) {
    return failure(cudaErrorInvalidValue,
                   compose("a graph can't free {}, which no graph has allocated", address));
  }
  return Work(FreeWork{std::move(memory)});
}

Status allocate_in_stream(DeviceBackend& on, const StreamAllocation& allocation) {
  Status status = run_or_record(
      on, allocation.stream,
      [&] {
        const Result<void*> allocated =
            on.allocate_in_stream(allocation.bytes, allocation.pool, allocation.stream);
        if (allocated.ok()) *allocation.to = *allocated;
        return allocated.status();
      },
      [&] { return recorded(allocation); });
  if (!status.ok()) *allocation.to = nullptr;
  return status;
}

}  // namespace larder::inline v1::cudart
