// GpuBackend's memory pools: the driver's.
#include <vector>

#include "runtime/cudart/backend/gpu_call.h"

namespace larder::inline v1::cudart {
namespace {

driver::CuMemLocation location_of(const cudaMemLocation& location) {
  return {static_cast<int>(location.type), location.id};
}

}  // namespace

Result<cudaMemPool_t> GpuBackend::default_pool() {
  driver::CuMemoryPool pool = nullptr;
  Status status = call("cuDeviceGetDefaultMemPool", &EntryPoints::cuDeviceGetDefaultMemPool, &pool,
                       engine_.context().device().handle);
  if (!status.ok()) return status;
  return reinterpret_cast<cudaMemPool_t>(pool);
}

Result<cudaMemPool_t> GpuBackend::current_pool() {
  driver::CuMemoryPool pool = nullptr;
  Status status = call("cuDeviceGetMemPool", &EntryPoints::cuDeviceGetMemPool, &pool,
                       engine_.context().device().handle);
  if (!status.ok()) return status;
  return reinterpret_cast<cudaMemPool_t>(pool);
}

Status GpuBackend::set_current_pool(cudaMemPool_t pool) {
  return call("cuDeviceSetMemPool", &EntryPoints::cuDeviceSetMemPool,
              engine_.context().device().handle, cuda(pool));
}

Result<cudaMemPool_t> GpuBackend::create_pool(const cudaMemPoolProps& properties) {
  driver::CuPoolProperties wanted{};
  wanted.allocation_type = properties.allocType;
  wanted.handle_types = properties.handleTypes;
  wanted.location = location_of(properties.location);
  wanted.max_bytes = properties.maxSize;
  wanted.usage = properties.usage;
  driver::CuMemoryPool pool = nullptr;
  Status status = call("cuMemPoolCreate", &EntryPoints::cuMemPoolCreate, &pool, &wanted);
  if (!status.ok()) return status;
  auto* const handle = reinterpret_cast<cudaMemPool_t>(pool);
  pools_.add(handle);
  return handle;
}

Status GpuBackend::destroy_pool(cudaMemPool_t pool) {
  pools_.remove(pool);
  return call("cuMemPoolDestroy", &EntryPoints::cuMemPoolDestroy, cuda(pool));
}

Status GpuBackend::trim_pool(cudaMemPool_t pool, std::size_t bytes_to_keep) {
  return call("cuMemPoolTrimTo", &EntryPoints::cuMemPoolTrimTo, cuda(pool), bytes_to_keep);
}

Status GpuBackend::set_pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute,
                                      std::uint64_t value) {
  int narrow = static_cast<int>(value);
  void* const place = is_int(attribute) ? static_cast<void*>(&narrow) : &value;
  return call("cuMemPoolSetAttribute", &EntryPoints::cuMemPoolSetAttribute, cuda(pool),
              static_cast<int>(attribute), place);
}

Result<std::uint64_t> GpuBackend::pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute) {
  std::uint64_t value = 0;
  int narrow = 0;
  void* const place = is_int(attribute) ? static_cast<void*>(&narrow) : &value;
  Status status = call("cuMemPoolGetAttribute", &EntryPoints::cuMemPoolGetAttribute, cuda(pool),
                       static_cast<int>(attribute), place);
  if (!status.ok()) return status;
  return is_int(attribute) ? static_cast<std::uint64_t>(narrow) : value;
}

Status GpuBackend::set_pool_access(cudaMemPool_t pool,
                                   std::span<const cudaMemAccessDesc> accesses) {
  std::vector<driver::CuMemAccess> wanted;
  for (const cudaMemAccessDesc& access : accesses) {
    wanted.push_back({location_of(access.location), static_cast<int>(access.flags)});
  }
  return call("cuMemPoolSetAccess", &EntryPoints::cuMemPoolSetAccess, cuda(pool), wanted.data(),
              wanted.size());
}

Result<cudaMemAccessFlags> GpuBackend::pool_access(cudaMemPool_t pool, cudaMemLocation location) {
  driver::CuMemLocation by = location_of(location);
  int flags = 0;
  Status status =
      call("cuMemPoolGetAccess", &EntryPoints::cuMemPoolGetAccess, &flags, cuda(pool), &by);
  if (!status.ok()) return status;
  return static_cast<cudaMemAccessFlags>(flags);
}

// The driver makes the default pool the current one again if that is destroyed.
Status GpuBackend::reset_pools() {
  for (cudaMemPool_t pool : pools_.take_all()) {
    Status status = call("cuMemPoolDestroy", &EntryPoints::cuMemPoolDestroy, cuda(pool));
    if (!status.ok()) return status;
  }
  return {};
}

}  // namespace larder::inline v1::cudart
