// PTX's loads, stores and copies. Atomic operations are CUDA's own functions.
//
// On the host there is one memory, so an address is a pointer. Addresses of shared memory may have
// 32 bits, as on GPUs: those are the low bits of the pointer.
#ifndef LARDER_CUDA_PTX_MEMORY_H
#define LARDER_CUDA_PTX_MEMORY_H

#include <cstdint>
#include <cstring>

#include "registers.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace ptx {

// NOLINTBEGIN(performance-no-int-to-ptr): addresses are integers in PTX
template <class T>
T* pointer(std::uint64_t address) {
  return reinterpret_cast<T*>(address);
}
/// A pointer to shared memory; an address that its low 32 bits can't be of gives null.
template <class T>
T* shared_pointer(std::uint64_t address) {
  if (address >> 32 != 0) return pointer<T>(address);
  return static_cast<T*>(shared_memory_at(static_cast<std::uint32_t>(address)));
}
// NOLINTEND(performance-no-int-to-ptr)
/// cvta: from an address of shared memory to one of any.
inline std::uint64_t from_shared(std::uint64_t address) {
  return reinterpret_cast<std::uint64_t>(shared_pointer<char>(address));
}

/// For checks, an address must be a multiple of what is accessed.
#if defined(LARDER_CHECKED)
template <std::size_t Bytes>
struct alignas(Bytes) Whole {
  char bytes[Bytes];
};
template <std::size_t Bytes>
LARDER_CHECKED_INLINE void require_alignment(const void* place) {
  __asm__ volatile("" : : "r"(&static_cast<const Whole<Bytes>*>(place)->bytes));
}
#else
template <std::size_t>
void require_alignment(const void*) {}
#endif

template <class T>
LARDER_CHECKED_INLINE T load(const T* from) {
  require_alignment<sizeof(T)>(from);
  T value;
  std::memcpy(&value, from, sizeof(T));
  return value;
}
template <class T>
LARDER_CHECKED_INLINE void store(T* to, T value) {
  require_alignment<sizeof(T)>(to);
  std::memcpy(to, &value, sizeof(T));
}

/// Two or four numbers of a vector.
template <class T, int N>
struct Vector {
  T part[N];
};
template <class T, int N>
LARDER_CHECKED_INLINE Vector<T, N> load_vector(const T* from) {
  require_alignment<sizeof(T) * N>(from);
  Vector<T, N> out;
  std::memcpy(&out, from, sizeof(out));
  return out;
}
template <class T, class... Parts>
LARDER_CHECKED_INLINE void store_vector(T* to, Parts... parts) {
  const T values[] = {parts...};
  require_alignment<sizeof(values)>(to);
  std::memcpy(to, values, sizeof(values));
}

// Loads that threads use to wait for another thread's store, and stores of that kind. For checks
// the translation adds the order that is written.
#if defined(LARDER_CHECKED)
inline constexpr int kLoadAgain = __ATOMIC_RELAXED;
inline constexpr int kStoreAtOnce = __ATOMIC_RELAXED;
inline void order_all() {}
#else
inline constexpr int kLoadAgain = __ATOMIC_ACQUIRE;
inline constexpr int kStoreAtOnce = __ATOMIC_RELEASE;
inline void order_all(LARDER_SITE) { ::__threadfence(file, line); }
#endif
template <class T>
LARDER_CHECKED_INLINE T load_again(const T* from, LARDER_SITE) {
  spin(file, line);
  const Bits<T> bits = __atomic_load_n(reinterpret_cast<const Bits<T>*>(from), kLoadAgain);
  return same_bits<T>(bits);
}
template <class T, int N>
LARDER_CHECKED_INLINE Vector<T, N> load_vector_again(const T* from, LARDER_SITE) {
  Vector<T, N> out;
  for (int i = 0; i < N; ++i) out.part[i] = load_again(from + i, file, line);
  return out;
}
template <class T>
LARDER_CHECKED_INLINE void store_at_once(T* to, T value) {
  __atomic_store_n(reinterpret_cast<Bits<T>*>(to), same_bits<Bits<T>>(value), kStoreAtOnce);
}
template <class T, class... Parts>
LARDER_CHECKED_INLINE void store_vector_at_once(T* to, Parts... parts) {
  (store_at_once(to++, static_cast<T>(parts)), ...);
}

/// cp.async, done at once: `given` bytes, then zeros up to `bytes`.
LARDER_CHECKED_INLINE void copy(char* to, const char* from, std::uint64_t bytes,
                                std::uint64_t given) {
  const std::uint64_t copied = given < bytes ? given : bytes;
  std::memcpy(to, from, copied);
  std::memset(to + copied, 0, bytes - copied);
}

}  // namespace ptx
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_PTX_MEMORY_H
