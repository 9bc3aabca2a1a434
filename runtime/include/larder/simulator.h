// The functions that a kernel's CPU variant calls: shared memory, barriers and warp operations of
// the running CUDA thread.
//
// In the simulator each CUDA thread is a fiber of the OS thread that runs its block. So these calls
// may switch to other CUDA threads of that OS thread before they return, never to another OS
// thread. All of them except in_kernel() end the program with a message if no kernel is
// running. If one fails, the launch ends with a Status, and the calling CUDA thread never
// continues.
#ifndef LARDER_SIMULATOR_H
#define LARDER_SIMULATOR_H

#include "detail/macros_aside.h"

#include <cstddef>
#include <cstdint>

#include "detail/api.h"

#if defined(LARDER_CHECKED)
// Also without optimisation: then an access has its place in the source of the caller.
#define LARDER_CHECKED_INLINE inline __attribute__((always_inline))
// For functions of Larder's own that reach into other threads' variables.
#define LARDER_UNCHECKED __attribute__((no_sanitize("thread")))
#else
#define LARDER_CHECKED_INLINE inline
#define LARDER_UNCHECKED
#endif

namespace larder {
inline namespace v1 {
namespace simulator {

/// Where in the source a CUDA thread waits; `file` lives as long as the program.
struct CallSite {
  const char* file;
  int line;
};

/// The votes of the threads that met at a barrier.
struct Votes {
  int count;    ///< threads whose predicate was not 0
  int threads;  ///< all threads of the block that had not exited
};

/// Which threads see an atomic operation as one step, or the order that a fence makes. The
/// simulator makes no difference; checks do.
enum class Scope : std::uint8_t { kBlock, kDevice, kSystem };

/// The operations of a warp; each completes for all lanes when the last lane in the mask arrives.
enum class WarpOperation : std::uint32_t {
  kSync,
  kShuffle,  ///< `operand` is the lane to read from
  kBallot,
  kAny,
  kAll,
  kUniform,
  kMatchAny,
  kMatchAll,
  kReduceAdd,
  kReduceMinSigned,
  kReduceMinUnsigned,
  kReduceMaxSigned,
  kReduceMaxUnsigned,
  kReduceAnd,
  kReduceOr,
  kReduceXor,
};

/// Whether the calling OS thread runs a kernel. Unlike the other functions, it may be called
/// anywhere.
LARDER_API bool in_kernel();

/// Waits until all threads of the block that have not exited wait here.
LARDER_API void barrier(CallSite site);
/// The same; also counts the non-zero predicates.
LARDER_API Votes barrier_count(int predicate, CallSite site);

/// For checks: the thread's part in its next barrier() begins here.
LARDER_API void arrive_at_barrier();
/// For checks: what the thread has done happened before what those do that call acquire_at() for
/// the same address later.
LARDER_API void release_at(const void* address);
LARDER_API void acquire_at(const void* address);

/// Waits until all lanes in `mask` that have not exited call the same operation with the same
/// mask, and returns this lane's result (all ones if it reads from a lane that does not take part).
LARDER_API std::uint64_t warp(WarpOperation operation, unsigned mask, std::uint64_t value,
                              unsigned operand, CallSite site);
/// The lanes that are at `site` together with this one.
LARDER_API unsigned active_lanes(CallSite site);
/// Where lanes meet at one place in the source.
enum class Step : int {
  kBefore,  ///< before one of them stores
  kAfter,
  kBehind,  ///< behind a statement that some of them have skipped
};
/// Waits until the other lanes of the warp wait or spin, or have exited. Nothing outside a kernel.
LARDER_API void step(CallSite site, Step where);
/// For those that have skipped a statement with a store in step, and those that have not.
inline void meet_again(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  step({file, line}, Step::kBehind);
}
/// This thread's lane in its warp: 0..31.
LARDER_API unsigned lane();

/// Names the calls in which the running thread is, of functions that ask which lanes are together:
/// lanes that came by different calls are not.
LARDER_API extern __thread unsigned call_path;

/// The thread is in such a call while this lives. The generator numbers the calls of a source.
class InCall {
 public:
  __attribute__((no_sanitize("thread"))) explicit InCall(unsigned number) noexcept
      : outer_(call_path) {
    call_path = outer_ * 0x01000193u + number * 0x9e3779b1u;
  }
  __attribute__((no_sanitize("thread"))) ~InCall() { call_path = outer_; }
  InCall(const InCall&) = delete;
  InCall& operator=(const InCall&) = delete;

 private:
  unsigned outer_;
};

/// Lets other threads of the block run; if all of them spin, other blocks. `spins`: since its
/// last turn the thread has only read memory, as a waiting thread does. Does nothing outside a
/// kernel.
LARDER_API void yield(bool spins, CallSite site);

inline constexpr int kSpinsUntilYield = 1024;
inline constexpr int kWorkPerSpin = 16;  // others seldom wait for a thread that works
LARDER_API extern __thread int turns_until_yield;
/// Calls yield() once in a while. So a thread that waits for others by reading memory lets them
/// run.
__attribute__((no_sanitize("thread"))) inline void give_others_a_turn(bool spins, CallSite site) {
  turns_until_yield -= spins ? kWorkPerSpin : 1;
  if (__builtin_expect(turns_until_yield <= 0, 0)) yield(spins, site);
}

/// The generator puts these into loops and functions that read volatile memory; the second if
/// they also write memory.
inline void spin(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  give_others_a_turn(true, {file, line});
}
inline void work(const char* file = __builtin_FILE(), int line = __builtin_LINE()) {
  give_others_a_turn(false, {file, line});
}

/// `place = value` for lanes in step: all that come here have computed their value before one of
/// them stores it, and have stored it before one of them goes on. Gives what was stored.
template <class T, class Value>
LARDER_CHECKED_INLINE T store_in_step(volatile T& place, Value value,
                                      const char* file = __builtin_FILE(),
                                      int line = __builtin_LINE()) {
  step({file, line}, Step::kBefore);
  const T stored = static_cast<T>(value);
  place = stored;
  step({file, line}, Step::kAfter);
  return stored;
}
/// The same for a template's instances that store elsewhere, classes too.
template <class T, class Value>
T store_in_step(T& place, Value value, const char* = nullptr, int = 0) {
  return place = static_cast<T>(value);
}
/// `place = operation(place, value)` in the same way.
template <class T, class Value, class Operation>
LARDER_CHECKED_INLINE T update_in_step(volatile T& place, Value value, Operation operation,
                                       const char* file = __builtin_FILE(),
                                       int line = __builtin_LINE()) {
  const T old = place;
  return store_in_step(place, operation(old, value), file, line);
}
template <class T, class Value, class Operation>
T update_in_step(T& place, Value value, Operation operation, const char* = nullptr, int = 0) {
  return place = operation(place, value);
}

/// The value, once all lanes that come here have computed theirs.
template <class T>
LARDER_CHECKED_INLINE T read_in_step(T value, const char* file = __builtin_FILE(),
                                     int line = __builtin_LINE()) {
  step({file, line}, Step::kBefore);
  return value;
}

/// Orders this thread's memory accesses, as seen by all others.
LARDER_API void fence(CallSite site, Scope scope = Scope::kSystem, int order = __ATOMIC_SEQ_CST);

/// What the user's code says of the atomic operations that the running thread does, for checks.
/// CUDA's own have device scope and no order; a compiler's order counts where this has none.
struct AtomicUse {
  Scope scope;
  int order;  ///< __ATOMIC_RELAXED and so on
};
LARDER_API extern __thread AtomicUse atomic_use;
LARDER_API void set_atomic_use(AtomicUse use);
#if defined(LARDER_CHECKED)  // compiled for checks (runtime/check)
/// Sets it as long as it lives.
class InScope {
 public:
  explicit InScope(Scope scope, int order = __ATOMIC_RELAXED) { set_atomic_use({scope, order}); }
  ~InScope() { set_atomic_use({Scope::kDevice, __ATOMIC_RELAXED}); }
  InScope(const InScope&) = delete;
  InScope& operator=(const InScope&) = delete;
};
#define LARDER_IN_SCOPE(...) const ::larder::simulator::InScope in_scope(__VA_ARGS__);
#else
#define LARDER_IN_SCOPE(...)
#endif

/// Ends the launch with an error that names `site` and the thread.
[[noreturn]] LARDER_API void trap(CallSite site);

/// The block's shared object for `id`, the same for all its threads. Fresh for each block: all its
/// bytes are 0xff, so that a value read before it is written stands out (NaN, -1).
/// Lives until the block ends. `alignment` is a power of two.
LARDER_API void* shared_object(const void* id, std::size_t bytes, std::size_t alignment);
/// The block's dynamic shared memory, aligned to 1024 bytes; a valid address
/// even when the launch asked for none.
LARDER_API void* dynamic_shared_memory();
/// The place in the block's shared memory whose address ends in these 32 bits; null if there is
/// none. Inline PTX has such addresses.
LARDER_API void* shared_memory_at(std::uint32_t address);

/// PTX's condition code of the thread that runs; inline PTX leaves it from one statement to the
/// next.
LARDER_API extern __thread bool carry_flag;

/// shared_object() as a T; the generator replaces each __shared__ declaration by such a reference.
template <class T>
T& shared_variable(const void* id, std::size_t alignment = alignof(T)) {
  return *static_cast<T*>(shared_object(id, sizeof(T), alignment));
}

/// dynamic_shared_memory() as an array of unknown length; for `extern __shared__` declarations. It
/// is aligned for all of them, whatever `alignment` they ask for.
template <class T>
T& dynamic_shared(std::size_t alignment = 1) {
  static_cast<void>(alignment);
  return *static_cast<T*>(dynamic_shared_memory());
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#include "detail/macros_back.h"

#endif  // LARDER_SIMULATOR_H
