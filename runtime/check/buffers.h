// The memory that kernels may use, apart from shared and local memory: allocations of the device,
// host memory that the program gave it, and variables of programs and libraries.
//
// Allocations lie far apart, and their addresses are not used again. So an access past the end of
// one does not fall into another, and one after its end is known.
#ifndef LARDER_CHECK_BUFFERS_H
#define LARDER_CHECK_BUFFERS_H

#include <cstddef>
#include <cstdint>

#include "runtime/check/access.h"

namespace larder::inline v1::check {

enum class BufferKind : std::uint8_t {
  kDevice,
  kHost,    ///< host memory that kernels may use
  kHeap,    ///< of malloc() in a kernel
  kStatic,  ///< the memory of a program's or library's variables
};

struct Buffer {
  Address low;   ///< with what lies around it
  Address high;  ///< behind that
  Address start;
  std::size_t bytes;
  std::uint32_t number;  ///< allocations are counted from 1
  BufferKind kind;
  bool freed;
  bool always_written;   ///< the host may write it at any time
  Address written_from;  ///< this part of it was written by copies
  Address written_to;

  [[nodiscard]] bool contains(Address address, std::size_t count) const {
    return address >= start && count <= bytes && address - start <= bytes - count && !freed;
  }
};

/// Where all allocations lie: host code that writes there runs an algorithm for a device on the
/// CPU.
extern Address device_space;
extern std::size_t device_space_bytes;

class Buffers {
 public:
  /// Memory with some accessible bytes on both sides; null if there is none.
  void* allocate(std::size_t bytes);
  /// Null if it is not the start of an allocation.
  Buffer* release(void* memory);
  void add(Buffer buffer);
  /// False if there is none.
  bool remove(BufferKind kind, Address start);
  /// The buffer that contains the address or lies next to it; null: none. Looks for variables of
  /// libraries that were loaded meanwhile.
  Buffer* find(Address address);
  Buffer* find_known(Address address) const;

 private:
  bool reserve();
  bool add_libraries();

  Address next_ = 0;  // in the address space for allocations
  Address end_ = 0;
  Buffer** sorted_ = nullptr;  // by their low ends
  std::size_t count_ = 0;
  std::size_t capacity_ = 0;
  std::uint32_t allocations_ = 0;
  unsigned long long libraries_ = 0;  // loaded since the start, when they were last looked for
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_BUFFERS_H
