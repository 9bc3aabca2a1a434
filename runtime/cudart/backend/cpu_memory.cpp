// CpuBackend's memory: allocations, and the properties of addresses.
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <string>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/failure.h"
#include "runtime/simulator/checks.h"

namespace larder::inline v1::cudart {
namespace {

using simulator::checks;

// As on GPUs, where texture units require this alignment of rows.
constexpr std::size_t kPitchAlignment = 512;

const char* kind_text(Memory memory) {
  switch (memory) {
    case Memory::kDevice:
    case Memory::kManaged:
      return "device memory";
    case Memory::kHost:
      return "host memory of cudaMallocHost or cudaHostAlloc";
  }
  return "";
}

cudaMemoryType type_of(Memory memory) {
  switch (memory) {
    case Memory::kDevice:
      return cudaMemoryTypeDevice;
    case Memory::kManaged:
      return cudaMemoryTypeManaged;
    case Memory::kHost:
      return cudaMemoryTypeHost;
  }
  return cudaMemoryTypeUnregistered;
}

// Linux's estimate of the memory that programs can still allocate; 0 if it gives none.
std::size_t available_bytes() {
  std::ifstream file("/proc/meminfo");
  for (std::string line; std::getline(file, line);) {
    std::istringstream words(line);
    std::string label;
    std::size_t kib = 0;
    if (words >> label >> kib && label == "MemAvailable:") return kib * 1024;
  }
  return 0;
}

}  // namespace

Result<void*> CpuBackend::allocate(Memory memory, std::size_t bytes, unsigned flags) {
  Result<void*> allocated = engine_.allocate(bytes);
  if (!allocated.ok()) return allocated;
  memory_.add({*allocated, bytes, memory, flags, false});
  if (checks != nullptr && memory != Memory::kDevice) checks->share_with_host({*allocated, bytes});
  return allocated;
}

// As on a GPU, after all work that may still use it.
Status CpuBackend::release(Memory memory, void* address) {
  if (Status status = synchronize(); !status.ok()) return status;
  return give_back(memory, address);
}

Status CpuBackend::give_back(Memory memory, void* address) {
  std::optional<MemoryBlock> block = memory_.take(address, memory);
  if (!block && memory == Memory::kDevice) block = memory_.take(address, Memory::kManaged);
  if (!block) {
    return failure(cudaErrorInvalidValue,
                   compose("free of {}, which is not the start of {}",
                           static_cast<const void*>(address), kind_text(memory)));
  }
  pools_.remove(address);
  engine_.release(address);
  return {};
}

Result<cudaPitchedPtr> CpuBackend::allocate_rows(std::size_t width, std::size_t height) {
  const std::size_t pitch = (width + kPitchAlignment - 1) / kPitchAlignment * kPitchAlignment;
  if (pitch < width || height > SIZE_MAX / pitch) {
    return failure(cudaErrorMemoryAllocation,
                   compose("allocation of {} rows of {} bytes", height, width));
  }
  const Result<void*> memory = allocate(Memory::kDevice, pitch * height, 0);
  if (!memory.ok()) return memory.status();
  return cudaPitchedPtr{*memory, pitch, width, height};
}

Result<void*> CpuBackend::allocate_in_stream(std::size_t bytes, cudaMemPool_t pool,
                                             cudaStream_t stream) {
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  const auto from = pools_.find(pool);
  if (!from.ok()) return from.status();
  if (Status status = (*from)->take(bytes); !status.ok()) return status;
  Result<void*> allocated = allocate(Memory::kDevice, bytes, 0);
  if (allocated.ok()) {
    pools_.add(*allocated, {*from, bytes});
    if (checks != nullptr) checks->allocate_in_stream({*allocated, bytes});
  } else {
    (*from)->give_back(bytes);
  }
  return allocated;
}

Status CpuBackend::release_in_stream(void* address, cudaStream_t stream) {
  const Result<Turn> turn = take_turn(stream);
  if (!turn.ok()) return turn.status();
  if (checks != nullptr) {
    const std::optional<MemoryBlock> block = memory_.find(address);
    if (block) checks->release_in_stream({block->start, block->bytes});
  }
  return give_back(Memory::kDevice, address);
}

Status CpuBackend::memory_info(std::size_t& free, std::size_t& total) {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  total = static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * page;
  free = available_bytes();
  if (free == 0) free = static_cast<std::size_t>(sysconf(_SC_AVPHYS_PAGES)) * page;
  free = std::min(free, total);
  return {};
}

// Variables of kernels are device memory, too.
Result<cudaPointerAttributes> CpuBackend::describe(const void* address) {
  void* const same = const_cast<void*>(address);
  const std::optional<MemoryBlock> block = memory_.find(address);
  if (block) return cudaPointerAttributes{type_of(block->memory), 0, same, same, {}};
  if (kernels::find_variable(address) != nullptr) {
    return cudaPointerAttributes{cudaMemoryTypeDevice, 0, same, nullptr, {}};
  }
  return cudaPointerAttributes{cudaMemoryTypeUnregistered, cudaInvalidDeviceId, nullptr, same, {}};
}

Status CpuBackend::register_host(void* address, std::size_t bytes, unsigned flags) {
  if (memory_.add({address, bytes, Memory::kHost, flags, true})) {
    if (checks != nullptr) checks->share_with_host({address, bytes});
    return {};
  }
  return failure(cudaErrorHostMemoryAlreadyRegistered,
                 compose("{} bytes at {} are registered already, in part or all", bytes,
                         static_cast<const void*>(address)));
}

Status CpuBackend::unregister_host(void* address) {
  if (memory_.take(address, Memory::kHost, true)) {
    if (checks != nullptr) checks->forget_shared_with_host(address);
    return {};
  }
  return failure(
      cudaErrorHostMemoryNotRegistered,
      compose("{} is not the start of registered memory", static_cast<const void*>(address)));
}

Result<void*> CpuBackend::device_address(void* host) {
  const std::optional<MemoryBlock> block = memory_.find(host);
  if (block && block->memory == Memory::kHost) return host;
  return failure(cudaErrorInvalidValue,
                 compose("{} is neither registered nor allocated host memory",
                         static_cast<const void*>(host)));
}

Result<unsigned> CpuBackend::host_flags(void* host) {
  const std::optional<MemoryBlock> block = memory_.find(host);
  if (block && block->memory == Memory::kHost && !block->registered) {
    return block->flags | cudaHostAllocMapped;
  }
  return failure(cudaErrorInvalidValue,
                 compose("{} is not allocated host memory", static_cast<const void*>(host)));
}

Status CpuBackend::check_managed(const void* address, std::size_t bytes) const {
  const std::optional<MemoryBlock> block = memory_.find(address);
  if (block && block->memory == Memory::kManaged && bytes <= block->bytes_from(address)) return {};
  return failure(cudaErrorInvalidValue,
                 compose("{} bytes at {} are not managed memory", bytes, address));
}

Status CpuBackend::prefetch(const void* address, std::size_t bytes, int device,
                            cudaStream_t stream) {
  if (device != 0 && device != cudaCpuDeviceId) {
    return failure(cudaErrorInvalidDevice, compose("there is no device {}", device));
  }
  const Result<Turn> turn = take_turn(stream);
  return turn.ok() ? check_managed(address, bytes) : turn.status();
}

Status CpuBackend::advise(const void* address, std::size_t bytes, cudaMemoryAdvise, int) {
  return check_managed(address, bytes);
}

Status CpuBackend::attach(void* address, std::size_t, unsigned, cudaStream_t stream) {
  const Result<Turn> turn = take_turn(stream);
  return turn.ok() ? check_managed(address, 1) : turn.status();
}

}  // namespace larder::inline v1::cudart
