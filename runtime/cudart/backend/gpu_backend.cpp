#include "runtime/cudart/backend/gpu_backend.h"

#include "runtime/cudart/backend/gpu_call.h"

namespace larder::inline v1::cudart {

Result<cudaFuncAttributes> GpuBackend::attributes(const void* kernel) {
  const Result<driver::CuFunction> function = engine_.function(kernel);
  if (!function.ok()) return function.status();
  int values[10] = {};
  for (int attribute = 0; attribute < 10; ++attribute) {
    Status status = call("cuFuncGetAttribute", &EntryPoints::cuFuncGetAttribute, &values[attribute],
                         attribute, *function);
    if (!status.ok()) return status;
  }
  cudaFuncAttributes attributes{};
  attributes.maxThreadsPerBlock = values[0];
  attributes.sharedSizeBytes = static_cast<std::size_t>(values[1]);
  attributes.constSizeBytes = static_cast<std::size_t>(values[2]);
  attributes.localSizeBytes = static_cast<std::size_t>(values[3]);
  attributes.numRegs = values[4];
  attributes.ptxVersion = values[5];
  attributes.binaryVersion = values[6];
  attributes.cacheModeCA = values[7];
  attributes.maxDynamicSharedSizeBytes = values[8];
  attributes.preferredShmemCarveout = values[9];
  return attributes;
}

Status GpuBackend::set_attribute(const void* kernel, cudaFuncAttribute attribute, int value) {
  const Result<driver::CuFunction> function = engine_.function(kernel);
  if (!function.ok()) return function.status();
  return call("cuFuncSetAttribute", &EntryPoints::cuFuncSetAttribute, *function,
              static_cast<int>(attribute), value);
}

Status GpuBackend::set_cache(const void* kernel, cudaFuncCache config) {
  const Result<driver::CuFunction> function = engine_.function(kernel);
  if (!function.ok()) return function.status();
  return call("cuFuncSetCacheConfig", &EntryPoints::cuFuncSetCacheConfig, *function,
              static_cast<int>(config));
}

Result<int> GpuBackend::occupancy(const void* kernel, int block_size,
                                  std::size_t dynamic_shared_bytes, unsigned flags) {
  const Result<driver::CuFunction> function = engine_.function(kernel);
  if (!function.ok()) return function.status();
  int blocks = 0;
  Status status = call("cuOccupancyMaxActiveBlocksPerMultiprocessorWithFlags",
                       &EntryPoints::cuOccupancyMaxActiveBlocksPerMultiprocessor, &blocks,
                       *function, block_size, dynamic_shared_bytes, flags);
  if (!status.ok()) return status;
  return blocks;
}

Result<std::size_t> GpuBackend::available_shared_bytes(const void* kernel, int blocks,
                                                       int block_size) {
  const Result<driver::CuFunction> function = engine_.function(kernel);
  if (!function.ok()) return function.status();
  std::size_t bytes = 0;
  Status status = call("cuOccupancyAvailableDynamicSMemPerBlock",
                       &EntryPoints::cuOccupancyAvailableDynamicSMemPerBlock, &bytes, *function,
                       blocks, block_size);
  if (!status.ok()) return status;
  return bytes;
}

Status GpuBackend::set_limit(cudaLimit limit, std::size_t value) {
  return call("cuCtxSetLimit", &EntryPoints::cuCtxSetLimit, static_cast<int>(limit), value);
}

Result<std::size_t> GpuBackend::limit(cudaLimit limit) {
  std::size_t value = 0;
  Status status =
      call("cuCtxGetLimit", &EntryPoints::cuCtxGetLimit, &value, static_cast<int>(limit));
  if (!status.ok()) return status;
  return value;
}

Status GpuBackend::set_cache(cudaFuncCache config) {
  return call("cuCtxSetCacheConfig", &EntryPoints::cuCtxSetCacheConfig, static_cast<int>(config));
}

Status GpuBackend::reset_persisting() {
  return call("cuCtxResetPersistingL2Cache", &EntryPoints::cuCtxResetPersistingL2Cache);
}

Status GpuBackend::set_flags(unsigned flags) {
  return call("cuDevicePrimaryCtxSetFlags", &EntryPoints::cuDevicePrimaryCtxSetFlags,
              engine_.context().device().handle, flags);
}

Result<driver::CuContext> GpuBackend::retain(int device) const {
  driver::CuDevice handle = 0;
  Status status = call("cuDeviceGet", &EntryPoints::cuDeviceGet, &handle, device);
  driver::CuContext context = nullptr;
  if (status.ok()) {
    status =
        call("cuDevicePrimaryCtxRetain", &EntryPoints::cuDevicePrimaryCtxRetain, &context, handle);
  }
  if (!status.ok()) return status;
  return context;
}

// The peer's context stays retained: this one's pointers to it live as long as the process.
Status GpuBackend::enable_peer(int device) {
  const Result<driver::CuContext> peer = retain(device);
  if (!peer.ok()) return peer.status();
  return call("cuCtxEnablePeerAccess", &EntryPoints::cuCtxEnablePeerAccess, *peer, 0U);
}

Status GpuBackend::disable_peer(int device) {
  const Result<driver::CuContext> peer = retain(device);
  if (!peer.ok()) return peer.status();
  return call("cuCtxDisablePeerAccess", &EntryPoints::cuCtxDisablePeerAccess, *peer);
}

Status GpuBackend::profile(bool on) {
  return on ? call("cuProfilerStart", &EntryPoints::cuProfilerStart)
            : call("cuProfilerStop", &EntryPoints::cuProfilerStop);
}

// Other code of the process may use the context, so it stays; objects made here are destroyed.
Status GpuBackend::reset() {
  Status status = engine_.synchronize();
  if (status.ok()) status = reset_textures();
  if (!status.ok()) return status;
  for (const MemoryBlock& block : memory_.take_all()) {
    status = block.registered
                 ? call("cuMemHostUnregister", &EntryPoints::cuMemHostUnregister, block.start)
                 : free_block(block);
    if (!status.ok()) return status;
  }
  if (status = reset_pools(); !status.ok()) return status;
  for (cudaEvent_t event : events_.take_all()) {
    status = call("cuEventDestroy", &EntryPoints::cuEventDestroy, cuda(event));
    if (!status.ok()) return status;
  }
  for (cudaStream_t stream : streams_.take_all()) {
    status = call("cuStreamDestroy", &EntryPoints::cuStreamDestroy, cuda(stream));
    if (!status.ok()) return status;
  }
  return {};
}

}  // namespace larder::inline v1::cudart
