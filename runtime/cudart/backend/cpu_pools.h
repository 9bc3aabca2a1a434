// The memory pools of the CPU. Memory comes from the system and goes back to it; a pool counts it.
#ifndef LARDER_CUDART_BACKEND_CPU_POOLS_H
#define LARDER_CUDART_BACKEND_CPU_POOLS_H

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>

#include "driver_types.h"
#include "larder/status.h"
#include "runtime/cudart/backend/handles.h"

namespace larder::inline v1::cudart {

/// Thread safe.
class CpuPool {
 public:
  /// 0: no limit.
  explicit CpuPool(std::size_t max_bytes) : max_bytes_(max_bytes) {}

  /// Fails if the pool would exceed its limit.
  Status take(std::size_t bytes);
  void give_back(std::size_t bytes);

  [[nodiscard]] std::uint64_t attribute(cudaMemPoolAttr attribute) const;
  /// `attribute` is one that can be set.
  void set_attribute(cudaMemPoolAttr attribute, std::uint64_t value);
  /// As if it were new, and empty.
  void reset();

 private:
  mutable std::mutex mutex_;
  std::size_t max_bytes_;
  std::uint64_t used_ = 0;
  std::uint64_t most_used_ = 0;
  std::uint64_t most_reserved_ = 0;  ///< reset apart from most_used_
  std::map<cudaMemPoolAttr, std::uint64_t> settings_;
};

/// What is allocated from a pool; the pool lives as long, even if it is destroyed.
struct FromPool {
  std::shared_ptr<CpuPool> pool;
  std::size_t bytes;
};

/// Thread safe.
class CpuPools {
 public:
  [[nodiscard]] cudaMemPool_t default_pool() const;
  [[nodiscard]] cudaMemPool_t current() const;
  Status set_current(cudaMemPool_t pool);
  [[nodiscard]] cudaMemPool_t create(std::size_t max_bytes);
  Status destroy(cudaMemPool_t pool);
  /// Null: the current pool.
  [[nodiscard]] Result<std::shared_ptr<CpuPool>> find(cudaMemPool_t pool) const;

  void add(const void* address, FromPool memory);
  /// Gives memory back to its pool, if it is of one.
  void remove(const void* address);
  /// Only the default pool is left, and it is as if it were new.
  void reset();

 private:
  const std::shared_ptr<CpuPool> default_ = std::make_shared<CpuPool>(0);
  Handles<CpuPool> made_;
  mutable std::mutex mutex_;         ///< guards the rest
  cudaMemPool_t current_ = nullptr;  ///< null: the default pool
  std::map<const void*, FromPool> memory_;
};

}  // namespace larder::inline v1::cudart

#endif  // LARDER_CUDART_BACKEND_CPU_POOLS_H
