// Memory pools.
#include <cstdint>
#include <cstring>
#include <span>

#include "cuda_runtime_api.h"
#include "runtime/compose.h"
#include "runtime/cudart/api/memory_arguments.h"
#include "runtime/cudart/api/stream_call.h"
#include "runtime/cudart/process/pool_devices.h"

using namespace larder;          // NOLINT(google-build-using-namespace)
using namespace larder::cudart;  // NOLINT(google-build-using-namespace)

namespace {

PoolDevices& pools() { return PoolDevices::of_process(); }

Result<OpenDevice*> numbered(int device) {
  if (device >= 0) return Devices::of_process().open(device);
  return failure(cudaErrorInvalidDevice, compose("there is no device {}", device));
}

/// A pool of a device, which `call` gets.
template <class Call>
cudaError_t give_pool(cudaMemPool_t* to, const Result<OpenDevice*>& device, Call call) {
  if (!device.ok()) return finish(device.status());
  return finish((*device)->run([&](DeviceBackend& on) {
    Status status = get(to, [&] { return call(on); });
    if (status.ok()) pools().add(*to, (*device)->ordinal());
    return status;
  }));
}

/// Runs `call` on the pool's device.
template <class Call>
cudaError_t on_pool(cudaMemPool_t pool, Call call) {
  if (pool == nullptr) return finish(failure(cudaErrorInvalidValue, "the memory pool is null"));
  const Result<OpenDevice*> device = pools().find(pool);
  return finish(device.ok() ? (*device)->run(call) : device.status());
}

Status check_attribute(cudaMemPoolAttr attribute, const void* value) {
  if (attribute < cudaMemPoolReuseFollowEventDependencies ||
      attribute > cudaMemPoolAttrUsedMemHigh) {
    return failure(cudaErrorInvalidValue,
                   compose("attribute {} of memory pools is unknown", static_cast<int>(attribute)));
  }
  return value == nullptr ? failure(cudaErrorInvalidValue, "the attribute's value is null")
                          : Status();
}

std::uint64_t value_of(cudaMemPoolAttr attribute, const void* from) {
  int narrow = 0;
  std::uint64_t wide = 0;
  if (is_int(attribute)) {
    std::memcpy(&narrow, from, sizeof narrow);
    return static_cast<std::uint64_t>(narrow);
  }
  std::memcpy(&wide, from, sizeof wide);
  return wide;
}

Status check_settable(cudaMemPoolAttr attribute, std::uint64_t value) {
  if (attribute == cudaMemPoolAttrReservedMemCurrent ||
      attribute == cudaMemPoolAttrUsedMemCurrent) {
    return failure(cudaErrorInvalidValue, "the memory that a pool has now can't be set");
  }
  const bool mark =
      attribute == cudaMemPoolAttrReservedMemHigh || attribute == cudaMemPoolAttrUsedMemHigh;
  if (!mark || value == 0) return {};
  return failure(cudaErrorInvalidValue,
                 compose("a high mark of {} bytes: it can only be set to 0", value));
}

Status not_shared() {
  return failure(cudaErrorNotSupported, "memory pools can't be shared with other processes");
}

}  // namespace

extern "C" {

cudaError_t cudaDeviceGetDefaultMemPool(cudaMemPool_t* memPool, int device) {
  return give_pool(memPool, numbered(device), [](DeviceBackend& on) { return on.default_pool(); });
}

cudaError_t cudaDeviceGetMemPool(cudaMemPool_t* memPool, int device) {
  return give_pool(memPool, numbered(device), [](DeviceBackend& on) { return on.current_pool(); });
}

cudaError_t cudaDeviceSetMemPool(int device, cudaMemPool_t memPool) {
  const Result<OpenDevice*> of = numbered(device);
  if (!of.ok()) return finish(of.status());
  return finish((*of)->run([&](DeviceBackend& on) { return on.set_current_pool(memPool); }));
}

cudaError_t cudaMemPoolCreate(cudaMemPool_t* memPool, const struct cudaMemPoolProps* poolProps) {
  if (poolProps == nullptr) {
    return finish(failure(cudaErrorInvalidValue, "the pool's properties are null"));
  }
  return give_pool(memPool, device_for(*poolProps),
                   [&](DeviceBackend& on) { return on.create_pool(*poolProps); });
}

cudaError_t cudaMemPoolDestroy(cudaMemPool_t memPool) {
  return on_pool(memPool, [&](DeviceBackend& on) {
    Status status = on.destroy_pool(memPool);
    if (status.ok()) pools().remove(memPool);
    return status;
  });
}

cudaError_t cudaMemPoolSetAttribute(cudaMemPool_t memPool, enum cudaMemPoolAttr attr, void* value) {
  return on_pool(memPool, [&](DeviceBackend& on) {
    Status status = check_attribute(attr, value);
    if (!status.ok()) return status;
    const std::uint64_t wanted = value_of(attr, value);
    status = check_settable(attr, wanted);
    return status.ok() ? on.set_pool_attribute(memPool, attr, wanted) : status;
  });
}

cudaError_t cudaMemPoolGetAttribute(cudaMemPool_t memPool, enum cudaMemPoolAttr attr, void* value) {
  return on_pool(memPool, [&](DeviceBackend& on) {
    if (Status status = check_attribute(attr, value); !status.ok()) return status;
    const Result<std::uint64_t> there = on.pool_attribute(memPool, attr);
    if (!there.ok()) return there.status();
    const int narrow = static_cast<int>(*there);
    const std::uint64_t wide = *there;
    if (is_int(attr)) {
      std::memcpy(value, &narrow, sizeof narrow);
    } else {
      std::memcpy(value, &wide, sizeof wide);
    }
    return Status();
  });
}

cudaError_t cudaMemPoolTrimTo(cudaMemPool_t memPool, size_t minBytesToKeep) {
  return on_pool(memPool, [&](DeviceBackend& on) { return on.trim_pool(memPool, minBytesToKeep); });
}

cudaError_t cudaMemPoolSetAccess(cudaMemPool_t memPool, const struct cudaMemAccessDesc* descList,
                                 size_t count) {
  return on_pool(memPool, [&](DeviceBackend& on) {
    if (descList == nullptr && count != 0) {
      return failure(cudaErrorInvalidValue, "the descriptions of access are null");
    }
    return on.set_pool_access(memPool, std::span(descList, count));
  });
}

cudaError_t cudaMemPoolGetAccess(enum cudaMemAccessFlags* flags, cudaMemPool_t memPool,
                                 struct cudaMemLocation* location) {
  return on_pool(memPool, [&](DeviceBackend& on) {
    if (location == nullptr) return failure(cudaErrorInvalidValue, "the location is null");
    return get(flags, [&] { return on.pool_access(memPool, *location); });
  });
}

cudaError_t cudaMallocFromPoolAsync(void** ptr, size_t size, cudaMemPool_t memPool,
                                    cudaStream_t stream) {
  return on_device([&](DeviceBackend& on) -> Status {
    if (ptr == nullptr) return no_place();
    *ptr = nullptr;
    if (memPool == nullptr) return failure(cudaErrorInvalidValue, "the memory pool is null");
    if (size == 0) return {};
    return allocate_in_stream(on, {ptr, size, memPool, stream});
  });
}

cudaError_t cudaMemPoolExportToShareableHandle(void*, cudaMemPool_t,
                                               enum cudaMemAllocationHandleType, unsigned int) {
  return finish(not_shared());
}

cudaError_t cudaMemPoolImportFromShareableHandle(cudaMemPool_t*, void*,
                                                 enum cudaMemAllocationHandleType, unsigned int) {
  return finish(not_shared());
}

cudaError_t cudaMemPoolExportPointer(struct cudaMemPoolPtrExportData*, void*) {
  return finish(not_shared());
}

cudaError_t cudaMemPoolImportPointer(void**, cudaMemPool_t, struct cudaMemPoolPtrExportData*) {
  return finish(not_shared());
}
}
