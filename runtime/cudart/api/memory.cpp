// Allocation, on the device and on the host.
#include <cstdint>

#include "cuda_runtime_api.h"
#include "runtime/cudart/api/memory_arguments.h"
#include "runtime/cudart/api/stream_call.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

/// A size of 0 gives a null pointer, and is not an error.
cudaError_t allocate(void** to, size_t bytes, Memory memory, unsigned flags = 0) {
  return unsafe_on_device([&](DeviceBackend& on) -> Status {
    if (to == nullptr) return no_place();
    *to = nullptr;
    if (bytes == 0) return {};
    const Result<void*> allocated = on.allocate(memory, bytes, flags);
    if (allocated.ok()) *to = *allocated;
    return allocated.status();
  });
}

cudaError_t release(void* address, Memory memory) {
  return unsafe_on_device([&](DeviceBackend& on) {
    return address == nullptr ? Status() : on.release(memory, address);
  });
}

/// By CUDA's number.
int device_of(cudaMemLocation location) {
  if (location.type == cudaMemLocationTypeDevice) return location.id;
  return location.type == cudaMemLocationTypeInvalid ? cudaInvalidDeviceId : cudaCpuDeviceId;
}

/// Null if no graph has allocated memory there.
SharedAllocation of_graph(const void* address) {
  GraphMemory& all = GraphMemory::of_process();
  return all.any() ? all.find(address) : nullptr;
}

Status allocate_rows(DeviceBackend& on, cudaPitchedPtr& to, size_t width, size_t height) {
  to = {nullptr, 0, width, height};
  if (width == 0 || height == 0) return {};
  const Result<cudaPitchedPtr> rows = on.allocate_rows(width, height);
  if (rows.ok()) to = *rows;
  return rows.status();
}

bool has_only(unsigned flags, unsigned known) { return (flags & ~known) == 0; }

}  // namespace

extern "C" {

cudaError_t cudaMalloc(void** devPtr, size_t size) {
  return allocate(devPtr, size, Memory::kDevice);
}

cudaError_t cudaFree(void* devPtr) {
  const SharedAllocation memory = of_graph(devPtr);
  if (memory == nullptr) return release(devPtr, Memory::kDevice);
  return unsafe_on_device(
      [&](DeviceBackend&) { return GraphMemory::of_process().free_by_user(memory); });
}

cudaError_t cudaMallocManaged(void** devPtr, size_t size, unsigned int flags) {
  const bool known = flags == cudaMemAttachGlobal || flags == cudaMemAttachHost;
  if (!known) return finish(unknown_flags(flags));
  if (size == 0) return finish(failure(cudaErrorInvalidValue, "managed memory of 0 bytes"));
  return allocate(devPtr, size, Memory::kManaged, flags);
}

cudaError_t cudaMallocPitch(void** devPtr, size_t* pitch, size_t width, size_t height) {
  return unsafe_on_device([&](DeviceBackend& on) -> Status {
    if (devPtr == nullptr || pitch == nullptr) return no_place();
    cudaPitchedPtr rows;
    const Status status = allocate_rows(on, rows, width, height);
    *devPtr = rows.ptr;
    *pitch = rows.pitch;
    return status;
  });
}

cudaError_t cudaMalloc3D(struct cudaPitchedPtr* pitchedDevPtr, struct cudaExtent extent) {
  return unsafe_on_device([&](DeviceBackend& on) -> Status {
    if (pitchedDevPtr == nullptr) return no_place();
    if (extent.depth != 0 && extent.height > SIZE_MAX / extent.depth) {
      return failure(cudaErrorMemoryAllocation, "more rows than there are addresses");
    }
    const Status status =
        allocate_rows(on, *pitchedDevPtr, extent.width, extent.height * extent.depth);
    pitchedDevPtr->ysize = extent.height;
    return status;
  });
}

cudaError_t cudaMallocAsync(void** devPtr, size_t size, cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (devPtr == nullptr) return no_place();
    *devPtr = nullptr;
    if (size == 0) return {};
    return allocate_in_stream(on, {devPtr, size, nullptr, stream});
  });
}

cudaError_t cudaFreeAsync(void* devPtr, cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) {
    if (devPtr == nullptr) return Status();
    const SharedAllocation memory = of_graph(devPtr);
    return run_or_record(
        on, stream,
        [&] {
          return memory == nullptr ? on.release_in_stream(devPtr, stream)
                                   : GraphMemory::of_process().free_by_user(memory, on, stream);
        },
        [&] { return free_work(devPtr); });
  });
}

cudaError_t cudaMemGetInfo(size_t* free, size_t* total) {
  return on_device([&](DeviceBackend& on) {
    return free == nullptr || total == nullptr ? no_place() : on.memory_info(*free, *total);
  });
}

cudaError_t cudaPointerGetAttributes(struct cudaPointerAttributes* attributes,
                                     const void* pointer) {
  return get_from_device(attributes, [&](DeviceBackend& on) { return on.describe(pointer); });
}

cudaError_t cudaMallocHost(void** pointer, size_t size) {
  return allocate(pointer, size, Memory::kHost, cudaHostAllocDefault);
}

cudaError_t cudaFreeHost(void* pointer) { return release(pointer, Memory::kHost); }

cudaError_t cudaHostAlloc(void** pointer, size_t size, unsigned int flags) {
  constexpr unsigned kKnown =
      cudaHostAllocPortable | cudaHostAllocMapped | cudaHostAllocWriteCombined;
  if (!has_only(flags, kKnown)) return finish(unknown_flags(flags));
  return allocate(pointer, size, Memory::kHost, flags);
}

cudaError_t cudaHostRegister(void* pointer, size_t size, unsigned int flags) {
  constexpr unsigned kKnown = cudaHostRegisterPortable | cudaHostRegisterMapped |
                              cudaHostRegisterIoMemory | cudaHostRegisterReadOnly;
  return unsafe_on_device([&](DeviceBackend& on) -> Status {
    if (!has_only(flags, kKnown)) return unknown_flags(flags);
    if (pointer == nullptr || size == 0) {
      return failure(cudaErrorInvalidValue, "there is nothing to register");
    }
    return on.register_host(pointer, size, flags);
  });
}

cudaError_t cudaHostUnregister(void* pointer) {
  return unsafe_on_device([&](DeviceBackend& on) {
    return pointer == nullptr ? failure(cudaErrorInvalidValue, "null is not registered")
                              : on.unregister_host(pointer);
  });
}

cudaError_t cudaHostGetDevicePointer(void** devicePointer, void* hostPointer, unsigned int flags) {
  if (flags != 0) return finish(unknown_flags(flags));
  return get_from_device(devicePointer,
                         [&](DeviceBackend& on) { return on.device_address(hostPointer); });
}

cudaError_t cudaHostGetFlags(unsigned int* flags, void* hostPointer) {
  return get_from_device(flags, [&](DeviceBackend& on) { return on.host_flags(hostPointer); });
}

cudaError_t cudaMemPrefetchAsync(const void* devPtr, size_t count, struct cudaMemLocation location,
                                 unsigned int flags, cudaStream_t stream) {
  if (flags != 0) return finish(unknown_flags(flags));
  return on_device([&](DeviceBackend& on) {
    return run_uncaptured(on, stream, "cudaMemPrefetchAsync",
                          [&] { return on.prefetch(devPtr, count, device_of(location), stream); });
  });
}

cudaError_t cudaMemAdvise(const void* devPtr, size_t count, enum cudaMemoryAdvise advice,
                          struct cudaMemLocation location) {
  return on_device(
      [&](DeviceBackend& on) { return on.advise(devPtr, count, advice, device_of(location)); });
}

cudaError_t cudaStreamAttachMemAsync(cudaStream_t stream, void* devPtr, size_t length,
                                     unsigned int flags) {
  return on_device([&](DeviceBackend& on) {
    return run_uncaptured(on, stream, "cudaStreamAttachMemAsync",
                          [&] { return on.attach(devPtr, length, flags, stream); });
  });
}
}
