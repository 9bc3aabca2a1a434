// The shared memory of one block.
#ifndef LARDER_SIMULATOR_SHARED_MEMORY_H
#define LARDER_SIMULATOR_SHARED_MEMORY_H

#include <cstddef>
#include <cstdint>

#include "runtime/simulator/checks.h"

namespace larder::inline v1::simulator {

/// CUDA's limit for a kernel's declarations, in bytes.
inline constexpr std::size_t kMaxStaticSharedBytes = std::size_t{48} * 1024;
/// The most shared memory of a block on any GPU so far (227 KiB, compute capability 9.0 and
/// 10.x). The CPU has the same limit, so that a program finds its limits there too.
inline constexpr std::size_t kMaxSharedBytes = std::size_t{227} * 1024;

/// Objects are identified by the address of the variable that represents their declaration, and
/// start filled with 0xff. Not thread safe: belongs to one OS thread; reused from block to block.
///
/// In a program built with AddressSanitizer each object is a separate heap object, so that an
/// access out of its bounds, or after the block's end, is detected.
class SharedMemory {
 public:
  SharedMemory() = default;
  ~SharedMemory();
  SharedMemory(const SharedMemory&) = delete;
  SharedMemory& operator=(const SharedMemory&) = delete;

  /// Forgets the last block's objects.
  void reset(std::size_t dynamic_bytes);
  /// The object for `id`; null if the block's static objects would exceed CUDA's limit.
  void* find_or_add(const void* id, std::size_t bytes, std::size_t alignment);
  void* dynamic();
  /// The byte whose address ends in these 32 bits; null if it lies in no object.
  void* at(std::uint32_t address);

  /// All of it, with what lies between objects; nothing if they are separate heap objects.
  Bytes all() const;
  /// The number of static objects.
  std::size_t count() const { return count_; }
  std::size_t static_bytes() const { return static_bytes_; }
  std::size_t dynamic_bytes() const { return dynamic_bytes_; }

 private:
  struct Object {
    const void* id;
    void* memory;
  };

  void* add(const void* id, std::size_t bytes, std::size_t alignment);
  void* carve(std::size_t bytes, std::size_t alignment);
  void grow_table();
  void free_objects();  // if each is a separate heap object

  std::byte* arena_ = nullptr;  // dynamic shared memory first, then the static objects
  std::size_t used_ = 0;
  Object* objects_ = nullptr;
  std::size_t count_ = 0;
  std::size_t capacity_ = 0;
  void* dynamic_ = nullptr;  // null until first used
  std::size_t dynamic_bytes_ = 0;
  std::size_t static_bytes_ = 0;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_SHARED_MEMORY_H
