// CpuBackend's copies and fills, of memory and of variables.
#include <cstring>

#include "runtime/compose.h"
#include "runtime/cudart/backend/cpu_backend.h"
#include "runtime/cudart/failure.h"
#include "runtime/simulator/checks.h"

namespace larder::inline v1::cudart {
namespace {

using simulator::checks;

std::size_t offset(const Volume& volume, std::size_t y, std::size_t z) {
  return (z * volume.rows + y) * volume.pitch;
}

// The bytes are those of a little-endian number, as on GPUs.
void fill(void* to, const Setting& setting) {
  if (setting.value_bytes == 1) {
    std::memset(to, static_cast<int>(setting.value), setting.width);
    return;
  }
  for (std::size_t x = 0; x < setting.width; x += setting.value_bytes) {
    std::memcpy(static_cast<char*>(to) + x, &setting.value, setting.value_bytes);
  }
}

}  // namespace

// A GPU refuses a copy past the end of an allocation; here it would corrupt the heap.
Status CpuBackend::check_range(const void* address, std::size_t width, std::size_t height,
                               std::size_t depth, const Volume& volume) const {
  const std::optional<MemoryBlock> block = memory_.find(address);
  if (!block) return {};
  const std::size_t end = offset(volume, height - 1, depth - 1) + width;
  if (end <= block->bytes_from(address)) return {};
  return failure(cudaErrorInvalidValue, compose("{} bytes at {}, but the allocation has {} left",
                                                end, address, block->bytes_from(address)));
}

bool CpuBackend::is_on_device(const void* address) const {
  const std::optional<MemoryBlock> block = memory_.find(address);
  return block && block->memory == Memory::kDevice;
}

Status CpuBackend::copy(const Copy& wanted) {
  const Result<Turn> turn = take_turn(wanted.stream);
  if (!turn.ok()) return turn.status();
  Copy copy = wanted;
  Status status = resolve_arrays(copy);
  if (!status.ok()) return status.with_context("copy");
  status = check_range(copy.to, copy.width, copy.height, copy.depth, copy.to_volume);
  if (status.ok()) {
    status = check_range(copy.from, copy.width, copy.height, copy.depth, copy.from_volume);
  }
  if (!status.ok()) return status.with_context("copy");
  for (std::size_t z = 0; z < copy.depth; ++z) {
    for (std::size_t y = 0; y < copy.height; ++y) {
      char* const to = static_cast<char*>(copy.to) + offset(copy.to_volume, y, z);
      const char* const from = static_cast<const char*>(copy.from) + offset(copy.from_volume, y, z);
      if (checks != nullptr) checks->copy({to, copy.width}, from);
      std::memmove(to, from, copy.width);
    }
  }
  // A GPU's copy within device memory goes on after the call, and so does a fill of it.
  if (checks != nullptr && copy.waits && !(is_on_device(copy.to) && is_on_device(copy.from)))
    checks->wait_for_stream();
  return {};
}

Status CpuBackend::set(const Setting& setting) {
  const Result<Turn> turn = take_turn(setting.stream);
  if (!turn.ok()) return turn.status();
  const Status status =
      check_range(setting.to, setting.width, setting.height, setting.depth, setting.volume);
  if (!status.ok()) return status.with_context("setting");
  for (std::size_t z = 0; z < setting.depth; ++z) {
    for (std::size_t y = 0; y < setting.height; ++y) {
      char* const to = static_cast<char*>(setting.to) + offset(setting.volume, y, z);
      if (checks != nullptr) checks->write({to, setting.width});
      fill(to, setting);
    }
  }
  if (checks != nullptr && setting.waits && !is_on_device(setting.to)) checks->wait_for_stream();
  return {};
}

Status CpuBackend::write_variable(const detail::VariableRecord& variable, std::size_t offset,
                                  Copy copy) {
  copy.to = static_cast<char*>(variable.address) + offset;
  return this->copy(copy);
}

Status CpuBackend::read_variable(const detail::VariableRecord& variable, std::size_t offset,
                                 Copy copy) {
  copy.from = static_cast<const char*>(variable.address) + offset;
  return this->copy(copy);
}

Result<void*> CpuBackend::variable_address(const detail::VariableRecord& variable) {
  return variable.address;
}

}  // namespace larder::inline v1::cudart
