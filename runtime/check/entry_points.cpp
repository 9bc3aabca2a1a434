// What compilers insert for -fsanitize=thread before accesses to memory. ThreadSanitizer's library,
// which defines these otherwise, is not linked: the option is given to the compiler alone.
#include <cstdlib>

#include "runtime/check/checker.h"
#include "runtime/check/install.h"

#define LARDER_PC __builtin_return_address(0)

namespace larder::inline v1::check {
namespace {

constexpr Use kRead{true, false, false};
constexpr Use kWrite{false, true, false};
constexpr Use kReadWrite{true, true, false};

// In PTX volatile accesses are atomic ones of the system's scope.
void read_volatile(const void* memory, std::size_t bytes, const void* pc) {
  check(memory, bytes, {true, false, true, true}, pc);
  if (running == nullptr) return;
  Checker::instance().left.read(*running, reinterpret_cast<Address>(memory), false);
}

void write_volatile(const void* memory, std::size_t bytes, const void* pc) {
  check(memory, bytes, {false, true, true, true}, pc);
  if (running == nullptr) return;
  Checker::instance().left.store(*running, reinterpret_cast<Address>(memory), false);
}

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier): the compilers' names
extern "C" {

void __tsan_init() { install(); }
void __tsan_func_entry(void*) {}
void __tsan_func_exit() {}
void __tsan_vptr_update(void**, void*) {}
void __tsan_vptr_read(void**) {}

#define LARDER_ACCESSES(bytes)                                                                   \
  void __tsan_read##bytes(void* at) { check_aligned(at, bytes, kRead, LARDER_PC); }              \
  void __tsan_write##bytes(void* at) { check_aligned(at, bytes, kWrite, LARDER_PC); }            \
  void __tsan_read_write##bytes(void* at) { check_aligned(at, bytes, kReadWrite, LARDER_PC); }   \
  void __tsan_unaligned_read##bytes(void* at) { check(at, bytes, kRead, LARDER_PC); }            \
  void __tsan_unaligned_write##bytes(void* at) { check(at, bytes, kWrite, LARDER_PC); }          \
  void __tsan_unaligned_read_write##bytes(void* at) { check(at, bytes, kReadWrite, LARDER_PC); } \
  void __tsan_volatile_read##bytes(void* at) { read_volatile(at, bytes, LARDER_PC); }            \
  void __tsan_volatile_write##bytes(void* at) { write_volatile(at, bytes, LARDER_PC); }          \
  void __tsan_unaligned_volatile_read##bytes(void* at) { read_volatile(at, bytes, LARDER_PC); }  \
  void __tsan_unaligned_volatile_write##bytes(void* at) { write_volatile(at, bytes, LARDER_PC); }
LARDER_ACCESSES(1)
LARDER_ACCESSES(2)
LARDER_ACCESSES(4)
LARDER_ACCESSES(8)
LARDER_ACCESSES(16)
#undef LARDER_ACCESSES

void __tsan_read_range(void* at, std::size_t bytes) {
  if (bytes != 0) check(at, bytes, kRead, LARDER_PC);
}
void __tsan_write_range(void* at, std::size_t bytes) {
  if (bytes != 0) check(at, bytes, kWrite, LARDER_PC);
}

void* __tsan_memcpy(void* to, const void* from, std::size_t bytes) {
  if (bytes != 0) check(from, bytes, kRead, LARDER_PC);
  if (bytes != 0) check(to, bytes, kWrite, LARDER_PC);
  return __builtin_memcpy(to, from, bytes);
}
void* __tsan_memmove(void* to, const void* from, std::size_t bytes) {
  if (bytes != 0) check(from, bytes, kRead, LARDER_PC);
  if (bytes != 0) check(to, bytes, kWrite, LARDER_PC);
  return __builtin_memmove(to, from, bytes);
}
void* __tsan_memset(void* to, int value, std::size_t bytes) {
  if (bytes != 0) check(to, bytes, kWrite, LARDER_PC);
  return __builtin_memset(to, value, bytes);
}

/// malloc() and free() of sources with kernels: memory of a kernel's own is no host memory.
void* larder_check_malloc(std::size_t bytes) {
  return running == nullptr ? std::malloc(bytes) : Checker::instance().allocate_heap(bytes);
}
void larder_check_free(void* memory) {
  if (running == nullptr || memory == nullptr) return std::free(memory);
  const auto at = reinterpret_cast<Address>(memory);
  if (Checker::instance().release_heap(at)) return;
  Checker::instance().report_wrong_free(*running, at, LARDER_PC);
}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)

}  // namespace larder::inline v1::check
