// The loop over a block's threads that the generator writes around the body of a kernel whose
// threads never wait for one another:
//
//   void scale(float* x, int n) {LARDER_THREADS(...)
//     ...
//   LARDER_END_THREADS}
//
// The host compiler inlines the body into the loop, x innermost, with the index variables as
// locals. Such a kernel runs a whole block if the simulator offers one (whole_block). Otherwise,
// and if the macros expand to nothing, it runs the one thread that the index variables name.
#ifndef LARDER_DETAIL_THREADS_H
#define LARDER_DETAIL_THREADS_H

#include <cstdint>

#include "../cuda/builtins.h"
#include "api.h"

// The macros below expand to Larder's code, which must cause no warnings in the user's lines.
#pragma GCC system_header

// Without optimisation a debugger shows each thread as the user wrote it. The sanitizers see each
// thread separately.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define LARDER_THREADS_ARE_FIBERS 1
#elif !defined(__OPTIMIZE__)
#define LARDER_THREADS_ARE_FIBERS 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || \
    __has_feature(memory_sanitizer)
#define LARDER_THREADS_ARE_FIBERS 1
#endif
#endif

namespace larder {
inline namespace v1 {
namespace simulator {

/// Whether the called kernel may run all threads of the block; the kernel resets it when it
/// does. One per OS thread.
LARDER_API extern __thread bool whole_block;

}  // namespace simulator
namespace detail {

/// The threads to run, and their block.
struct Threads {
  uint3 first;
  uint3 end;
  uint3 block;
  dim3 block_size;
  dim3 grid_size;
};

inline Threads take_threads() {
  const uint3 one = simulator::threadIdx;
  const dim3 size = simulator::blockDim;
  Threads out{
      one, {one.x + 1, one.y + 1, one.z + 1}, simulator::blockIdx, size, simulator::gridDim};
  if (simulator::whole_block) {
    simulator::whole_block = false;
    out.first = {0, 0, 0};
    out.end = {size.x, size.y, size.z};
  }
  return out;
}

/// Runs `body` for one thread. `Noted`: functions that it calls read the index of the thread.
template <bool Noted, class Body, class... Step>
__attribute__((always_inline)) inline void run_thread(const Body& body, const Threads& threads,
                                                      uint3 index, Step... step) {
  if (Noted) simulator::threadIdx = index;
  Body own(body);  // it may change its parameters
#if defined(__cpp_exceptions)
  try {
    own(index, threads.block, threads.block_size, threads.grid_size, step...);
  } catch (...) {
    simulator::threadIdx = index;
    throw;
  }
#else
  own(index, threads.block, threads.block_size, threads.grid_size, step...);
#endif
}

template <bool Noted, class Body>
__attribute__((always_inline)) inline void each_thread(const Body& body) {
  const Threads threads = take_threads();
  for (unsigned z = threads.first.z; z < threads.end.z; ++z)
    for (unsigned y = threads.first.y; y < threads.end.y; ++y)
      for (unsigned x = threads.first.x; x < threads.end.x; ++x)
        run_thread<Noted>(body, threads, uint3{x, y, z});
}

/// Adjacent threads in a row of a block for which the kernel's guards hold; the index counts up by
/// one.
struct Run {
  unsigned first;      ///< threadIdx.x
  unsigned end;        ///< of the run
  std::int64_t index;  ///< of the first thread
};

/// The next run from `x` on. `probe(x, index)` returns whether the guards hold, and sets the index.
///
/// The guards compare the index, or sums of it, with values that are the same in the whole row. So
/// they hold for one stretch of the row, or none, if the index counts up without wrapping
/// round; otherwise each thread is tested.
template <class Probe>
inline Run next_run(const Probe& probe, unsigned x, unsigned end) {
  std::int64_t index = 0;
  std::int64_t last_index = 0;
  const bool holds = probe(x, index);
  const bool last_holds = probe(end - 1, last_index);
  const bool counts = index >= 0 && last_index - index == std::int64_t{end - 1 - x};
  if (holds && (last_holds || !counts)) return {x, last_holds && counts ? end : x + 1, index};
  if (!holds) {
    do ++x;
    while (x < end && !probe(x, index));
    if (x == end) return {end, end, 0};
    if (!counts) return {x, x + 1, index};
  }
  if (last_holds) return {x, end, index};
  unsigned stop = end - 1;
  while (stop > x + 1 && !probe(stop - 1, last_index)) --stop;
  return {x, stop, index};
}

template <bool Noted, class Probe, class Body>
__attribute__((always_inline)) inline void each_thread_where(const Probe& probe, const Body& body) {
  const Threads threads = take_threads();
  for (unsigned z = threads.first.z; z < threads.end.z; ++z)
    for (unsigned y = threads.first.y; y < threads.end.y; ++y) {
      const auto ask = [&](unsigned x, std::int64_t& index) {
        return probe(uint3{x, y, z}, threads.block, threads.block_size, threads.grid_size, index);
      };
      for (unsigned x = threads.first.x; x < threads.end.x;) {
        const Run run = next_run(ask, x, threads.end.x);
        const int count = static_cast<int>(run.end - run.first);
        for (int step = 0; step < count; ++step)
          run_thread<Noted>(body, threads, uint3{run.first + static_cast<unsigned>(step), y, z},
                            run.index, step);
        x = run.end;
      }
    }
}

}  // namespace detail
}  // namespace v1
}  // namespace larder

// In front of a call, which it is numbered by. Where warps are vectors their masks say it all.
#if defined(LARDER_WARPS_ARE_VECTORS)
#define LARDER_IN_CALL(number) static_cast<void>(0)
#else
#define LARDER_IN_CALL(number) static_cast<void>(::larder::simulator::InCall(number))
#endif

#if defined(LARDER_THREADS_ARE_FIBERS)

#define LARDER_THREADS(...)
#define LARDER_THREADS_WHERE(...)
#define LARDER_END_THREADS
#define LARDER_INDEX(type, ...) __VA_ARGS__
#define LARDER_TRUE(...) __VA_ARGS__
#define LARDER_FALSE(...) __VA_ARGS__

#else

#if defined(__clang__)
#define LARDER_THREAD_BODY __attribute__((always_inline)) mutable
#else
#define LARDER_THREAD_BODY mutable __attribute__((always_inline))
#endif
#define LARDER_INDICES                                                               \
  [[maybe_unused]] const ::uint3 threadIdx, [[maybe_unused]] const ::uint3 blockIdx, \
      [[maybe_unused]] const ::dim3 blockDim, [[maybe_unused]] const ::dim3 gridDim

// `capture`: & if the kernel does not change its parameters, else =. `noted`: see run_thread.
#define LARDER_THREADS(capture, noted) \
  ::larder::detail::each_thread<noted>([capture](LARDER_INDICES) LARDER_THREAD_BODY -> void {
// The last arguments are the statements that lead to the guards. They set larder_index and return
// whether the guards hold.
#define LARDER_THREADS_WHERE(capture, noted, ...)                                            \
  ::larder::detail::each_thread_where<noted>(                                              \
      [&](LARDER_INDICES, [[maybe_unused]] ::std::int64_t& larder_index) -> bool {         \
        __VA_ARGS__                                                                        \
      },                                                                                   \
      [capture](LARDER_INDICES, [[maybe_unused]] const ::std::int64_t larder_first,        \
                [[maybe_unused]] const int larder_step) LARDER_THREAD_BODY -> void {
#define LARDER_END_THREADS \
  });
// The initial value of the index of type `type`.
#define LARDER_INDEX(type, ...) (static_cast<type>(larder_first) + static_cast<type>(larder_step))
// A guard that holds for all threads that the loop runs, and one that holds for none.
#define LARDER_TRUE(...) (true || (__VA_ARGS__))
#define LARDER_FALSE(...) (false && (__VA_ARGS__))

#endif

#endif  // LARDER_DETAIL_THREADS_H
