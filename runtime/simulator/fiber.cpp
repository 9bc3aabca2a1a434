#include "runtime/simulator/fiber.h"

namespace larder::inline v1::simulator {
namespace {

constexpr unsigned kNoOrdering = 1;  // ThreadSanitizer: a switch orders nothing by itself

LARDER_NO_TSAN void begin(Departure& departure) {
  departure.from->context = departure.context;
  Fiber& self = *departure.to;
  if (any_sanitizer_present()) announce_arrival(*departure.from, self);
  self.entry(self);
}

}  // namespace

LARDER_NO_TSAN void prepare(Fiber& fiber, FiberEntry entry) {
  // Memory that an abandoned frame marked as out of bounds must be unmarked.
  if (address_sanitizer_present()) {
    __asan_unpoison_memory_region(fiber.stack_low, fiber.stack_bytes);
  }
  discard(fiber);
  if (thread_sanitizer_present()) fiber.thread_sanitizer = __tsan_create_fiber(0);
  fiber.fake_stack = nullptr;
  fiber.entry = entry;
  fiber.context = new_context(const_cast<void*>(fiber.stack_low), fiber.stack_bytes, &begin);
}

LARDER_NO_TSAN void adopt_thread(Fiber& fiber) {
  if (thread_sanitizer_present()) fiber.thread_sanitizer = __tsan_get_current_fiber();
}

LARDER_NO_TSAN void discard(Fiber& fiber) {
  if (fiber.thread_sanitizer != nullptr) __tsan_destroy_fiber(fiber.thread_sanitizer);
  fiber.thread_sanitizer = nullptr;
  fiber.context = nullptr;
}

LARDER_NO_TSAN void announce_departure(Fiber& from, Fiber& to) {
  if (&__sanitizer_start_switch_fiber != nullptr) {
    __sanitizer_start_switch_fiber(&from.fake_stack, to.stack_low, to.stack_bytes);
  }
  if (thread_sanitizer_present()) __tsan_switch_to_fiber(to.thread_sanitizer, kNoOrdering);
}

LARDER_NO_TSAN void announce_arrival(Fiber& from, Fiber& to) {
  if (&__sanitizer_finish_switch_fiber == nullptr) return;
  const void* bottom = nullptr;
  std::size_t bytes = 0;
  __sanitizer_finish_switch_fiber(to.fake_stack, &bottom, &bytes);
  if (from.stack_low == nullptr) {
    from.stack_low = bottom;
    from.stack_bytes = bytes;
  }
}

}  // namespace larder::inline v1::simulator
