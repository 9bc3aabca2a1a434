// GpuBackend's memory.
#include "runtime/cudart/backend/gpu_call.h"

namespace larder::inline v1::cudart {
namespace {

constexpr unsigned kElementBytes = 16;  // rows suit accesses of this size

}  // namespace

Result<void*> GpuBackend::allocate(Memory memory, std::size_t bytes, unsigned flags) {
  driver::CuDevicePointer pointer = 0;
  void* host = nullptr;
  Status status;
  switch (memory) {
    case Memory::kDevice:
      status = call("cuMemAlloc", &EntryPoints::cuMemAlloc, &pointer, bytes);
      break;
    case Memory::kManaged:
      status = call("cuMemAllocManaged", &EntryPoints::cuMemAllocManaged, &pointer, bytes, flags);
      break;
    case Memory::kHost:
      status = call("cuMemHostAlloc", &EntryPoints::cuMemHostAlloc, &host, bytes, flags);
      break;
  }
  if (!status.ok()) return status.with_context(compose("allocation of {} bytes", bytes));
  if (memory != Memory::kHost) host = address(pointer);
  memory_.add({host, bytes, memory, flags, false});
  return host;
}

Status GpuBackend::free_block(const MemoryBlock& block) const {
  if (block.memory == Memory::kHost) {
    return call("cuMemFreeHost", &EntryPoints::cuMemFreeHost, block.start);
  }
  return call("cuMemFree", &EntryPoints::cuMemFree, number(block.start));
}

// Also frees memory that others have allocated: the driver knows it.
Status GpuBackend::release(Memory memory, void* address) {
  if (!memory_.take(address, memory)) static_cast<void>(memory_.take(address, Memory::kManaged));
  return free_block({address, 0, memory, 0, false});
}

Result<cudaPitchedPtr> GpuBackend::allocate_rows(std::size_t width, std::size_t height) {
  driver::CuDevicePointer pointer = 0;
  std::size_t pitch = 0;
  Status status = call("cuMemAllocPitch", &EntryPoints::cuMemAllocPitch, &pointer, &pitch, width,
                       height, kElementBytes);
  if (!status.ok()) return status;
  memory_.add({address(pointer), pitch * height, Memory::kDevice, 0, false});
  return cudaPitchedPtr{address(pointer), pitch, width, height};
}

Result<void*> GpuBackend::allocate_in_stream(std::size_t bytes, cudaMemPool_t pool,
                                             cudaStream_t stream) {
  driver::CuDevicePointer pointer = 0;
  Status status =
      pool == nullptr
          ? call("cuMemAllocAsync", &EntryPoints::cuMemAllocAsync, &pointer, bytes, cuda(stream))
          : call("cuMemAllocFromPoolAsync", &EntryPoints::cuMemAllocFromPoolAsync, &pointer, bytes,
                 cuda(pool), cuda(stream));
  if (!status.ok()) return status.with_context(compose("allocation of {} bytes", bytes));
  memory_.add({address(pointer), bytes, Memory::kDevice, 0, false});
  return address(pointer);
}

Status GpuBackend::release_in_stream(void* address, cudaStream_t stream) {
  static_cast<void>(memory_.take(address, Memory::kDevice));
  return call("cuMemFreeAsync", &EntryPoints::cuMemFreeAsync, number(address), cuda(stream));
}

Status GpuBackend::memory_info(std::size_t& free, std::size_t& total) {
  return call("cuMemGetInfo", &EntryPoints::cuMemGetInfo, &free, &total);
}

// The driver refuses an unknown address: it is ordinary host memory.
Result<cudaPointerAttributes> GpuBackend::describe(const void* address) {
  const auto ask = [&](int attribute, auto* value) {
    return call("cuPointerGetAttribute", &EntryPoints::cuPointerGetAttribute,
                static_cast<void*>(value), attribute, number(address));
  };
  cudaPointerAttributes attributes{};
  int type = 0;
  Status status = ask(driver::kPointerMemoryType, &type);
  if (error_of(status) == cudaErrorInvalidValue) {
    return cudaPointerAttributes{
        cudaMemoryTypeUnregistered, cudaInvalidDeviceId, nullptr, const_cast<void*>(address), {}};
  }
  unsigned managed = 0;
  if (status.ok()) status = ask(driver::kPointerIsManaged, &managed);
  if (status.ok()) status = ask(driver::kPointerDeviceOrdinal, &attributes.device);
  if (!status.ok()) return status;
  attributes.type = type == driver::kMemoryHost ? cudaMemoryTypeHost : cudaMemoryTypeDevice;
  if (managed != 0) attributes.type = cudaMemoryTypeManaged;
  // If there is no address of one kind the driver refuses, and it is null.
  static_cast<void>(ask(driver::kPointerDevicePointer, &attributes.devicePointer));
  if (attributes.type != cudaMemoryTypeDevice) {
    static_cast<void>(ask(driver::kPointerHostPointer, &attributes.hostPointer));
  }
  return attributes;
}

Status GpuBackend::register_host(void* address, std::size_t bytes, unsigned flags) {
  Status status = call("cuMemHostRegister", &EntryPoints::cuMemHostRegister, address, bytes, flags);
  if (status.ok()) memory_.add({address, bytes, Memory::kHost, flags, true});
  return status;
}

Status GpuBackend::unregister_host(void* address) {
  static_cast<void>(memory_.take(address, Memory::kHost, true));
  return call("cuMemHostUnregister", &EntryPoints::cuMemHostUnregister, address);
}

Result<void*> GpuBackend::device_address(void* host) {
  driver::CuDevicePointer pointer = 0;
  Status status = call("cuMemHostGetDevicePointer", &EntryPoints::cuMemHostGetDevicePointer,
                       &pointer, host, 0U);
  if (!status.ok()) return status;
  return address(pointer);
}

Result<unsigned> GpuBackend::host_flags(void* host) {
  unsigned flags = 0;
  Status status = call("cuMemHostGetFlags", &EntryPoints::cuMemHostGetFlags, &flags, host);
  if (!status.ok()) return status;
  return flags;
}

Status GpuBackend::prefetch(const void* address, std::size_t bytes, int device,
                            cudaStream_t stream) {
  return call("cuMemPrefetchAsync", &EntryPoints::cuMemPrefetchAsync, number(address), bytes,
              device, cuda(stream));
}

Status GpuBackend::advise(const void* address, std::size_t bytes, cudaMemoryAdvise advice,
                          int device) {
  return call("cuMemAdvise", &EntryPoints::cuMemAdvise, number(address), bytes,
              static_cast<int>(advice), device);
}

Status GpuBackend::attach(void* address, std::size_t bytes, unsigned flags, cudaStream_t stream) {
  return call("cuStreamAttachMemAsync", &EntryPoints::cuStreamAttachMemAsync, cuda(stream),
              number(address), bytes, flags);
}

}  // namespace larder::inline v1::cudart
