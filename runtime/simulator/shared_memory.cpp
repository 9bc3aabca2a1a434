#include "runtime/simulator/shared_memory.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "runtime/simulator/sanitizers.h"

namespace larder::inline v1::simulator {
namespace {

constexpr std::size_t kAlignment = 1024;
// Large enough for every valid block, with padding for alignment.
constexpr std::size_t kArenaBytes = kMaxSharedBytes + kMaxStaticSharedBytes + 64 * kAlignment;
// After each of the first objects, so that an access past its end is not one of the next. They use
// half of the padding.
constexpr std::size_t kGapForChecks = 256;
constexpr std::size_t kMostGapsForChecks = 32 * kAlignment / kGapForChecks;

std::size_t round_up(std::size_t bytes, std::size_t alignment) {
  return (bytes + alignment - 1) / alignment * alignment;
}

std::byte* allocate(std::size_t bytes, std::size_t alignment) {
  void* memory = nullptr;
  const std::size_t least = std::max(alignment, sizeof(void*));
  if (posix_memalign(&memory, least, std::max<std::size_t>(bytes, 1)) != 0) throw std::bad_alloc();
  return static_cast<std::byte*>(memory);
}

// ThreadSanitizer would treat memset as the first thread's own write, racing with all others'.
LARDER_NO_TSAN void fill(void* memory, std::size_t bytes) {
  if (!thread_sanitizer_present()) {
    std::memset(memory, 0xff, bytes);
    return;
  }
  volatile unsigned char* const cells = static_cast<unsigned char*>(memory);
  for (std::size_t i = 0; i < bytes; ++i) cells[i] = 0xff;
}

}  // namespace

SharedMemory::~SharedMemory() {
  free_objects();
  std::free(arena_);
  delete[] objects_;
}

void SharedMemory::free_objects() {
  if (!address_sanitizer_present()) return;
  for (std::size_t i = 0; i < count_; ++i) std::free(objects_[i].memory);
  std::free(dynamic_);
}

void SharedMemory::reset(std::size_t dynamic_bytes) {
  free_objects();
  if (arena_ == nullptr && !address_sanitizer_present()) {
    arena_ = allocate(kArenaBytes, kAlignment);
  }
  dynamic_ = nullptr;
  dynamic_bytes_ = dynamic_bytes;
  static_bytes_ = 0;
  count_ = 0;
  used_ = round_up(dynamic_bytes, kAlignment);
}

Bytes SharedMemory::all() const { return {arena_, arena_ == nullptr ? 0 : kArenaBytes}; }

LARDER_NO_TSAN void* SharedMemory::find_or_add(const void* id, std::size_t bytes,
                                               std::size_t alignment) {
  for (std::size_t i = 0; i < count_; ++i) {
    if (objects_[i].id == id) return objects_[i].memory;
  }
  return add(id, bytes, alignment);
}

LARDER_NO_TSAN void* SharedMemory::add(const void* id, std::size_t bytes, std::size_t alignment) {
  static_bytes_ = round_up(static_bytes_, alignment) + bytes;
  if (static_bytes_ > kMaxStaticSharedBytes || static_bytes_ + dynamic_bytes_ > kMaxSharedBytes) {
    return nullptr;
  }
  if (count_ == capacity_) grow_table();
  void* const memory =
      address_sanitizer_present() ? allocate(bytes, alignment) : carve(bytes, alignment);
  fill(memory, bytes);
  objects_[count_++] = {id, memory};
  return memory;
}

LARDER_NO_TSAN void* SharedMemory::carve(std::size_t bytes, std::size_t alignment) {
  used_ = round_up(used_, alignment);
  void* const memory = arena_ + used_;
  used_ += bytes;
  if (checks != nullptr && count_ < kMostGapsForChecks) used_ += kGapForChecks;
  return memory;
}

LARDER_NO_TSAN void SharedMemory::grow_table() {
  capacity_ = capacity_ == 0 ? 16 : 2 * capacity_;
  auto* const larger = new Object[capacity_];
  for (std::size_t i = 0; i < count_; ++i) larger[i] = objects_[i];
  delete[] objects_;
  objects_ = larger;
}

LARDER_NO_TSAN void* SharedMemory::dynamic() {
  if (dynamic_ != nullptr) return dynamic_;
  if (address_sanitizer_present()) {
    dynamic_ = allocate(dynamic_bytes_, kAlignment);
  } else {
    dynamic_ = arena_;
  }
  fill(dynamic_, dynamic_bytes_);
  return dynamic_;
}

// Nothing is as large as the arena. Separate objects lie apart, and the nearest one below counts,
// so that AddressSanitizer sees an access past its end.
LARDER_NO_TSAN void* SharedMemory::at(std::uint32_t address) {
  constexpr auto none = static_cast<std::uint32_t>(kArenaBytes);
  std::byte* nearest = nullptr;
  std::uint32_t least = none;
  const auto consider = [&](void* object) {
    const auto low = static_cast<std::uint32_t>(reinterpret_cast<std::uintptr_t>(object));
    if (object == nullptr || address - low >= least) return;
    least = address - low;
    nearest = static_cast<std::byte*>(object);
  };
  consider(arena_);
  consider(dynamic_);
  for (std::size_t i = 0; arena_ == nullptr && i < count_; ++i) consider(objects_[i].memory);
  return nearest == nullptr ? nullptr : nearest + least;
}

}  // namespace larder::inline v1::simulator
