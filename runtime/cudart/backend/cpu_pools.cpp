#include "runtime/cudart/backend/cpu_pools.h"

#include <algorithm>
#include <utility>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/failure.h"

namespace larder::inline v1::cudart {
namespace {

Status no_pool(cudaMemPool_t pool) {
  return failure(cudaErrorInvalidValue, compose("{} is not a memory pool, or was destroyed",
                                                static_cast<const void*>(pool)));
}

}  // namespace

Status CpuPool::take(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  if (max_bytes_ != 0 && (bytes > max_bytes_ || used_ > max_bytes_ - bytes)) {
    return failure(cudaErrorMemoryAllocation,
                   compose("allocation of {} bytes from a pool with {} of at most {} in use", bytes,
                           used_, max_bytes_));
  }
  used_ += bytes;
  most_used_ = std::max(most_used_, used_);
  most_reserved_ = std::max(most_reserved_, used_);
  return {};
}

void CpuPool::give_back(std::size_t bytes) {
  const std::lock_guard lock(mutex_);
  used_ -= bytes;
}

std::uint64_t CpuPool::attribute(cudaMemPoolAttr attribute) const {
  const std::lock_guard lock(mutex_);
  switch (attribute) {
    case cudaMemPoolAttrReservedMemCurrent:
    case cudaMemPoolAttrUsedMemCurrent:
      return used_;
    case cudaMemPoolAttrReservedMemHigh:
      return most_reserved_;
    case cudaMemPoolAttrUsedMemHigh:
      return most_used_;
    case cudaMemPoolReuseFollowEventDependencies:
    case cudaMemPoolReuseAllowOpportunistic:
    case cudaMemPoolReuseAllowInternalDependencies:
    case cudaMemPoolAttrReleaseThreshold:
      break;
  }
  const auto set = settings_.find(attribute);
  if (set != settings_.end()) return set->second;
  return is_int(attribute) ? 1 : 0;
}

void CpuPool::set_attribute(cudaMemPoolAttr attribute, std::uint64_t value) {
  const std::lock_guard lock(mutex_);
  // High marks can only be set to 0: from now on.
  if (attribute == cudaMemPoolAttrReservedMemHigh) {
    most_reserved_ = used_;
  } else if (attribute == cudaMemPoolAttrUsedMemHigh) {
    most_used_ = used_;
  } else {
    settings_[attribute] = value;
  }
}

void CpuPool::reset() {
  const std::lock_guard lock(mutex_);
  used_ = most_used_ = most_reserved_ = 0;
  settings_.clear();
}

cudaMemPool_t CpuPools::default_pool() const {
  return reinterpret_cast<cudaMemPool_t>(default_.get());
}

cudaMemPool_t CpuPools::current() const {
  const std::lock_guard lock(mutex_);
  return current_ == nullptr ? default_pool() : current_;
}

Result<std::shared_ptr<CpuPool>> CpuPools::find(cudaMemPool_t pool) const {
  const cudaMemPool_t wanted = pool == nullptr ? current() : pool;
  std::shared_ptr<CpuPool> found = wanted == default_pool() ? default_ : made_.find(wanted);
  if (found == nullptr) return no_pool(wanted);
  return found;
}

Status CpuPools::set_current(cudaMemPool_t pool) {
  if (pool == nullptr) return no_pool(pool);
  if (const auto found = find(pool); !found.ok()) return found.status();
  const std::lock_guard lock(mutex_);
  current_ = pool;
  return {};
}

cudaMemPool_t CpuPools::create(std::size_t max_bytes) {
  return static_cast<cudaMemPool_t>(made_.make(max_bytes));
}

Status CpuPools::destroy(cudaMemPool_t pool) {
  if (pool == default_pool()) {
    return failure(cudaErrorInvalidValue, "the default memory pool can't be destroyed");
  }
  if (!made_.destroy(pool)) return no_pool(pool);
  const std::lock_guard lock(mutex_);
  if (current_ == pool) current_ = nullptr;
  return {};
}

void CpuPools::add(const void* address, FromPool memory) {
  const std::lock_guard lock(mutex_);
  memory_.emplace(address, std::move(memory));
}

void CpuPools::remove(const void* address) {
  const std::lock_guard lock(mutex_);
  const auto found = memory_.find(address);
  if (found == memory_.end()) return;
  found->second.pool->give_back(found->second.bytes);
  memory_.erase(found);
}

void CpuPools::reset() {
  made_.clear();
  const std::lock_guard lock(mutex_);
  memory_.clear();
  current_ = nullptr;
  default_->reset();
}

// --- CpuBackend's part

Result<cudaMemPool_t> CpuBackend::default_pool() { return pools_.default_pool(); }

Result<cudaMemPool_t> CpuBackend::current_pool() { return pools_.current(); }

Status CpuBackend::set_current_pool(cudaMemPool_t pool) { return pools_.set_current(pool); }

Result<cudaMemPool_t> CpuBackend::create_pool(const cudaMemPoolProps& properties) {
  return pools_.create(properties.maxSize);
}

Status CpuBackend::destroy_pool(cudaMemPool_t pool) { return pools_.destroy(pool); }

Status CpuBackend::trim_pool(cudaMemPool_t pool, std::size_t) { return pools_.find(pool).status(); }

Status CpuBackend::set_pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute,
                                      std::uint64_t value) {
  const auto found = pools_.find(pool);
  if (found.ok()) (*found)->set_attribute(attribute, value);
  return found.status();
}

Result<std::uint64_t> CpuBackend::pool_attribute(cudaMemPool_t pool, cudaMemPoolAttr attribute) {
  const auto found = pools_.find(pool);
  if (!found.ok()) return found.status();
  return (*found)->attribute(attribute);
}

Status CpuBackend::set_pool_access(cudaMemPool_t pool,
                                   std::span<const cudaMemAccessDesc> accesses) {
  if (const auto found = pools_.find(pool); !found.ok()) return found.status();
  for (const cudaMemAccessDesc& access : accesses) {
    if (Status status = pool_access(pool, access.location).status(); !status.ok()) return status;
    if (access.flags == cudaMemAccessFlagsProtReadWrite) continue;
    return failure(cudaErrorInvalidValue, compose("access {} of device 0 to its own memory: use "
                                                  "cudaMemAccessFlagsProtReadWrite",
                                                  static_cast<int>(access.flags)));
  }
  return {};
}

Result<cudaMemAccessFlags> CpuBackend::pool_access(cudaMemPool_t pool, cudaMemLocation location) {
  if (const auto found = pools_.find(pool); !found.ok()) return found.status();
  if (location.type == cudaMemLocationTypeDevice && location.id == 0) {
    return cudaMemAccessFlagsProtReadWrite;
  }
  return failure(cudaErrorInvalidValue,
                 compose("access to a pool by location {} of type {}: device 0 is the only one",
                         location.id, static_cast<int>(location.type)));
}

}  // namespace larder::inline v1::cudart
