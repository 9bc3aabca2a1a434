// What compilers insert for -fsanitize=thread in place of atomic operations and fences.
#include <atomic>

#include "runtime/check/checker.h"

#define LARDER_PC __builtin_return_address(0)

namespace larder::inline v1::check {
namespace {

constexpr Use kLoad{true, false, true};
constexpr Use kStore{false, true, true};
constexpr Use kUpdate{true, true, true};

bool in_block() { return simulator::atomic_use.scope == simulator::Scope::kBlock; }

// The thread takes what was left at the address; with an order, it knows it at once.
void take_left(Thread& thread, Address at, int order) {
  Checker& checker = Checker::instance();
  if (!acquires(order)) return checker.left.read(thread, at, in_block());
  checker.left.acquire(thread, at, in_block());
}

// The thread leaves what its last fence took or, with an order, what it knows now.
void leave(Thread& thread, Address at, int order, bool update) {
  LeftKnowledge& left = Checker::instance().left;
  if (releases(order)) return left.release(thread, at, in_block(), update);
  if (update) return left.update(thread, at, in_block());
  left.store(thread, at, in_block());
}

void note(const volatile void* memory, Use use, int order) {
  Thread* const thread = running;
  if (thread == nullptr) return;
  const auto at = reinterpret_cast<Address>(memory);
  const int written = simulator::atomic_use.order;
  if (written != __ATOMIC_RELAXED) order = written;
  if (use.read) take_left(*thread, at, order);
  if (use.write) leave(*thread, at, order, use.read);
  if (use.read && use.write) thread->note_update(at);
}

template <class T, class Operation>
T update(volatile T* at, int order, const void* pc, Operation operation) {
  check_aligned(at, sizeof(T), kUpdate, pc);
  const T old = operation();
  note(at, kUpdate, order);
  return old;
}

template <class T>
bool compare_exchange(volatile T* at, T* expected, T wanted, int order, const void* pc) {
  check_aligned(at, sizeof(T), kUpdate, pc);
  const bool done =
      __atomic_compare_exchange_n(at, expected, wanted, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
  note(at, done ? kUpdate : kLoad, order);
  return done;
}

}  // namespace

// NOLINTBEGIN(bugprone-reserved-identifier): the compilers' names
extern "C" {

#define LARDER_UPDATE(T, bits, name, operation)                                                  \
  T __tsan_atomic##bits##_##name(volatile T* at, T value, int order) {                           \
    return update(at, order, LARDER_PC, [&] { return operation(at, value, __ATOMIC_SEQ_CST); }); \
  }
#define LARDER_ATOMICS(T, bits)                                                                 \
  T __tsan_atomic##bits##_load(const volatile T* at, int order) {                               \
    check_aligned(at, sizeof(T), kLoad, LARDER_PC);                                             \
    const T value = __atomic_load_n(at, __ATOMIC_SEQ_CST);                                      \
    note(at, kLoad, order);                                                                     \
    return value;                                                                               \
  }                                                                                             \
  void __tsan_atomic##bits##_store(volatile T* at, T value, int order) {                        \
    check_aligned(at, sizeof(T), kStore, LARDER_PC);                                            \
    __atomic_store_n(at, value, __ATOMIC_SEQ_CST);                                              \
    note(at, kStore, order);                                                                    \
  }                                                                                             \
  LARDER_UPDATE(T, bits, exchange, __atomic_exchange_n)                                         \
  LARDER_UPDATE(T, bits, fetch_add, __atomic_fetch_add)                                         \
  LARDER_UPDATE(T, bits, fetch_sub, __atomic_fetch_sub)                                         \
  LARDER_UPDATE(T, bits, fetch_and, __atomic_fetch_and)                                         \
  LARDER_UPDATE(T, bits, fetch_or, __atomic_fetch_or)                                           \
  LARDER_UPDATE(T, bits, fetch_xor, __atomic_fetch_xor)                                         \
  LARDER_UPDATE(T, bits, fetch_nand, __atomic_fetch_nand)                                       \
  int __tsan_atomic##bits##_compare_exchange_strong(volatile T* at, T* expected, T wanted,      \
                                                    int order, int) {                           \
    return compare_exchange(at, expected, wanted, order, LARDER_PC) ? 1 : 0;                    \
  }                                                                                             \
  int __tsan_atomic##bits##_compare_exchange_weak(volatile T* at, T* expected, T wanted,        \
                                                  int order, int) {                             \
    return compare_exchange(at, expected, wanted, order, LARDER_PC) ? 1 : 0;                    \
  }                                                                                             \
  T __tsan_atomic##bits##_compare_exchange_val(volatile T* at, T expected, T wanted, int order, \
                                               int) {                                           \
    compare_exchange(at, &expected, wanted, order, LARDER_PC);                                  \
    return expected;                                                                            \
  }
LARDER_ATOMICS(unsigned char, 8)
LARDER_ATOMICS(unsigned short, 16)
LARDER_ATOMICS(unsigned int, 32)
LARDER_ATOMICS(unsigned long, 64)
#undef LARDER_ATOMICS
#undef LARDER_UPDATE

void __tsan_atomic_thread_fence(int order) {
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (running != nullptr) fence(*running, in_block(), order);
}
void __tsan_atomic_signal_fence(int) {}

}  // extern "C"
// NOLINTEND(bugprone-reserved-identifier)

}  // namespace larder::inline v1::check
