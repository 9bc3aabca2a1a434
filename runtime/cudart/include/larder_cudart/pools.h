// The runtime API: memory pools. Each function behaves as in CUDA's documentation; comments state
// the differences. On the CPU a pool counts its memory, and gives it back to the system as soon as
// it is freed; so reserved memory is used memory.
#ifndef LARDER_CUDART_POOLS_H
#define LARDER_CUDART_POOLS_H

#include "../driver_types.h"

extern "C" {

// The pools of a device
cudaError_t cudaDeviceGetDefaultMemPool(cudaMemPool_t* memPool, int device);
cudaError_t cudaDeviceGetMemPool(cudaMemPool_t* memPool, int device);
cudaError_t cudaDeviceSetMemPool(int device, cudaMemPool_t memPool);

/// Pools of device memory alone: pools of host memory or managed memory, and pools to be shared
/// with other processes, are cudaErrorNotSupported.
cudaError_t cudaMemPoolCreate(cudaMemPool_t* memPool, const struct cudaMemPoolProps* poolProps);
cudaError_t cudaMemPoolDestroy(cudaMemPool_t memPool);
/// On the CPU the release threshold and the flags for reuse are kept, but have no effect.
cudaError_t cudaMemPoolSetAttribute(cudaMemPool_t memPool, enum cudaMemPoolAttr attr, void* value);
cudaError_t cudaMemPoolGetAttribute(cudaMemPool_t memPool, enum cudaMemPoolAttr attr, void* value);
/// On the CPU there is nothing to release.
cudaError_t cudaMemPoolTrimTo(cudaMemPool_t memPool, size_t minBytesToKeep);
/// On the CPU the only device always has access.
cudaError_t cudaMemPoolSetAccess(cudaMemPool_t memPool, const struct cudaMemAccessDesc* descList,
                                 size_t count);
cudaError_t cudaMemPoolGetAccess(enum cudaMemAccessFlags* flags, cudaMemPool_t memPool,
                                 struct cudaMemLocation* location);
/// While the stream captures it becomes an allocation node of the pool's device.
cudaError_t cudaMallocFromPoolAsync(void** ptr, size_t size, cudaMemPool_t memPool,
                                    cudaStream_t stream);

// Sharing with other processes
/// Returns cudaErrorNotSupported.
cudaError_t cudaMemPoolExportToShareableHandle(void* shareableHandle, cudaMemPool_t memPool,
                                               enum cudaMemAllocationHandleType handleType,
                                               unsigned int flags);
/// Returns cudaErrorNotSupported.
cudaError_t cudaMemPoolImportFromShareableHandle(cudaMemPool_t* memPool, void* shareableHandle,
                                                 enum cudaMemAllocationHandleType handleType,
                                                 unsigned int flags);
/// Returns cudaErrorNotSupported.
cudaError_t cudaMemPoolExportPointer(struct cudaMemPoolPtrExportData* exportData, void* ptr);
/// Returns cudaErrorNotSupported.
cudaError_t cudaMemPoolImportPointer(void** ptr, cudaMemPool_t memPool,
                                     struct cudaMemPoolPtrExportData* exportData);
}

/// The same as cudaMallocFromPoolAsync.
inline cudaError_t cudaMallocAsync(void** ptr, size_t size, cudaMemPool_t memPool,
                                   cudaStream_t stream) {
  return ::cudaMallocFromPoolAsync(ptr, size, memPool, stream);
}

#endif  // LARDER_CUDART_POOLS_H
