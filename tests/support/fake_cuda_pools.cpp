// The stand-in's memory pools: they keep attributes and count calls, while memory comes from where
// all of it does. A driver before CUDA 12.0 lacks them here.
#include <cstring>
#include <string>

#include "runtime/driver/types.h"
#include "tests/support/fake_cuda_state.h"

using namespace larder::fake;  // NOLINT(google-build-using-namespace)

#ifndef LARDER_FAKE_WITHOUT_LIBRARIES
namespace {

using Lock = std::lock_guard<std::recursive_mutex>;

constexpr int kFirst64Bits = 4;  // attributes below are ints
constexpr int kFirstReserved = 5;

std::string text(std::size_t number) { return std::to_string(number); }

/// A call for a pool, which must exist.
Result enter(const char* function, const Pool* pool, const std::string& details = "") {
  const Result result = state().enter_context(function, details);
  if (result != kSuccess) return result;
  return state().is_pool(pool) ? kSuccess : kInvalidValue;
}

std::string text_of(const larder::driver::CuMemLocation& location) {
  return std::to_string(location.type) + ":" + std::to_string(location.id);
}

}  // namespace

extern "C" {

Result cuDeviceGetDefaultMemPool(Pool** pool, int device) {
  const Lock lock(state().mutex);
  *pool = &state().default_pool(device);
  return state().enter_context("cuDeviceGetDefaultMemPool", std::to_string(device));
}

Result cuDeviceGetMemPool(Pool** pool, int device) {
  const Lock lock(state().mutex);
  const auto set = state().current_pools.find(device);
  *pool = set == state().current_pools.end() ? &state().default_pool(device) : set->second;
  return state().enter_context("cuDeviceGetMemPool", std::to_string(device));
}

Result cuDeviceSetMemPool(int device, Pool* pool) {
  const Lock lock(state().mutex);
  const Result result = enter("cuDeviceSetMemPool", pool, std::to_string(device));
  if (result == kSuccess) state().current_pools[device] = pool;
  return result;
}

Result cuMemPoolCreate(Pool** pool, const larder::driver::CuPoolProperties* properties) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context(
      "cuMemPoolCreate", std::to_string(properties->allocation_type) + " " +
                             text_of(properties->location) + " " + text(properties->max_bytes));
  if (result != kSuccess) return result;
  *pool = state().make_pool(properties->location.id);
  return kSuccess;
}

Result cuMemPoolDestroy(Pool* pool) {
  const Lock lock(state().mutex);
  const Result result = state().enter_context("cuMemPoolDestroy");
  if (result != kSuccess) return result;
  return state().destroy_pool(pool) ? kSuccess : kInvalidValue;
}

Result cuMemPoolTrimTo(Pool* pool, std::size_t bytes) {
  const Lock lock(state().mutex);
  return enter("cuMemPoolTrimTo", pool, text(bytes));
}

Result cuMemPoolSetAttribute(Pool* pool, int attribute, void* value) {
  const Lock lock(state().mutex);
  std::uint64_t wide = 0;
  std::memcpy(&wide, value, attribute < kFirst64Bits ? sizeof(int) : sizeof wide);
  const Result result =
      enter("cuMemPoolSetAttribute", pool, std::to_string(attribute) + " " + text(wide));
  if (result == kSuccess) pool->attributes[attribute] = wide;
  return result;
}

// What pools have and had is not counted: the numbers are the attributes' own.
Result cuMemPoolGetAttribute(Pool* pool, int attribute, void* value) {
  const Lock lock(state().mutex);
  const Result result = enter("cuMemPoolGetAttribute", pool, std::to_string(attribute));
  if (result != kSuccess) return result;
  const std::uint64_t wide =
      attribute < kFirstReserved ? pool->attributes[attribute] : static_cast<unsigned>(attribute);
  std::memcpy(value, &wide, attribute < kFirst64Bits ? sizeof(int) : sizeof wide);
  return kSuccess;
}

Result cuMemPoolSetAccess(Pool* pool, const larder::driver::CuMemAccess* accesses,
                          std::size_t count) {
  const Lock lock(state().mutex);
  std::string details;
  for (std::size_t i = 0; i < count; ++i) {
    details += text_of(accesses[i].location) + "=" + std::to_string(accesses[i].flags);
  }
  return enter("cuMemPoolSetAccess", pool, details);
}

Result cuMemPoolGetAccess(int* flags, Pool* pool, larder::driver::CuMemLocation* location) {
  const Lock lock(state().mutex);
  const Result result = enter("cuMemPoolGetAccess", pool, text_of(*location));
  if (result == kSuccess) *flags = pool->device == location->id ? 3 : 0;
  return result;
}

Result cuMemAllocFromPoolAsync(Pointer* pointer, std::size_t bytes, Pool* pool, void* stream) {
  const Lock lock(state().mutex);
  const Result result =
      enter("cuMemAllocFromPoolAsync", pool, text(bytes) + (stream != nullptr ? " stream" : ""));
  if (result == kSuccess) *pointer = state().allocate(bytes);
  return result;
}
}
#endif
