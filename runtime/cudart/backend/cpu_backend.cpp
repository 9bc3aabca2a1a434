#include "runtime/cudart/backend/cpu_backend.h"

#include "runtime/compose.h"
#include "runtime/cudart/failure.h"
#include "runtime/simulator/fiber_pool.h"

namespace larder::inline v1::cudart {

Status CpuBackend::launch(const detail::Launch& launch) {
  auto* const stream = static_cast<cudaStream_t>(launch.config.stream.native());
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  return engine_.launch(launch);
}

// Host memory stays: according to CUDA's documentation only the device's resources are freed.
Status CpuBackend::reset() {
  for (const MemoryBlock& block : memory_.take_all()) {
    if (!block.registered) engine_.release(block.start);
  }
  pools_.reset();
  streams_.clear();
  events_.clear();
  textures_.clear();
  surfaces_.clear();
  arrays_.clear();
  const std::lock_guard lock(mutex_);
  limits_.clear();
  dynamic_shared_.clear();
  return {};
}

// The defaults of GPUs. On the CPU only a CUDA thread's stack is limited.
Result<std::size_t> CpuBackend::limit(cudaLimit limit) {
  const std::map<cudaLimit, std::size_t> usual = {
      {cudaLimitStackSize, 1024},
      {cudaLimitPrintfFifoSize, std::size_t{1} << 20},
      {cudaLimitMallocHeapSize, std::size_t{8} << 20},
      {cudaLimitMaxL2FetchGranularity, 64},
      {cudaLimitPersistingL2CacheSize, 0},
  };
  const auto there = usual.find(limit);
  if (there == usual.end()) {
    return failure(cudaErrorUnsupportedLimit, "there is no such limit on the CPU");
  }
  const std::lock_guard lock(mutex_);
  const auto given = limits_.find(limit);
  return given == limits_.end() ? there->second : given->second;
}

Status CpuBackend::set_limit(cudaLimit limit, std::size_t value) {
  if (const Result<std::size_t> there = this->limit(limit); !there.ok()) return there.status();
  const std::size_t stack = simulator::fiber_stack_bytes();
  if (limit == cudaLimitStackSize && value > stack) {
    return failure(cudaErrorInvalidValue,
                   compose("a CUDA thread has a stack of {} bytes, not {}: set LARDER_STACK_KIB",
                           stack, value));
  }
  const std::lock_guard lock(mutex_);
  limits_[limit] = value;
  return {};
}

Status CpuBackend::enable_peer(int) {
  return failure(cudaErrorInvalidDevice, "the CPU is the only device, so it has no peer");
}

Status CpuBackend::disable_peer(int) {
  return failure(cudaErrorInvalidDevice, "the CPU is the only device, so it has no peer");
}

}  // namespace larder::inline v1::cudart
