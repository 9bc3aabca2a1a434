// Tells AddressSanitizer and ThreadSanitizer about fibers.
//
// The names are weak: they are null unless the program itself was built with that sanitizer, so one
// build of this library serves programs with and without. All fibers of an OS thread share the
// scheduler's own data without the ordering that kernels must establish for theirs. So
// ThreadSanitizer must not check its functions (LARDER_NO_TSAN).
#ifndef LARDER_SIMULATOR_SANITIZERS_H
#define LARDER_SIMULATOR_SANITIZERS_H

#include <cstddef>

#define LARDER_NO_TSAN __attribute__((no_sanitize("thread")))

extern "C" {
#define LARDER_WEAK __attribute__((weak))
void __sanitizer_start_switch_fiber(void** save, const void* bottom, std::size_t size) LARDER_WEAK;
void __sanitizer_finish_switch_fiber(void* saved, const void** old_bottom,
                                     std::size_t* old_size) LARDER_WEAK;
void __asan_unpoison_memory_region(const volatile void* start, std::size_t size) LARDER_WEAK;
void* __tsan_get_current_fiber() LARDER_WEAK;
void* __tsan_create_fiber(unsigned flags) LARDER_WEAK;
void __tsan_destroy_fiber(void* fiber) LARDER_WEAK;
void __tsan_switch_to_fiber(void* fiber, unsigned flags) LARDER_WEAK;
void __tsan_acquire(void* address) LARDER_WEAK;
void __tsan_release(void* address) LARDER_WEAK;
#undef LARDER_WEAK
}

namespace larder::inline v1::simulator {

inline bool address_sanitizer_present() { return &__asan_unpoison_memory_region != nullptr; }
inline bool thread_sanitizer_present() { return &__tsan_switch_to_fiber != nullptr; }
inline bool any_sanitizer_present() {
  return address_sanitizer_present() || thread_sanitizer_present();
}

/// Orders this fiber's earlier actions before all that follow a later acquire_order() of the same
/// address.
inline void release_order(void* address) {
  if (&__tsan_release != nullptr) __tsan_release(address);
}
inline void acquire_order(void* address) {
  if (&__tsan_acquire != nullptr) __tsan_acquire(address);
}

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_SANITIZERS_H
