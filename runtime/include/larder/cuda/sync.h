// Barriers of a block and of a warp, and memory fences; macros for rows of functions that know
// their call site.
//
// On the host each wait knows its place in the source. If threads of one block wait at different
// places, or wait for each other for ever, the launch ends with an error that names the places.
#ifndef LARDER_CUDA_SYNC_H
#define LARDER_CUDA_SYNC_H

#include "dialect.h"

// Rows as in dialect.h; on the host the expression can use the call site as `site`. Each name tells
// the generator, which must know whether a kernel's threads may wait, how the function depends on
// other threads:
//   LARDER_WAITS     it waits until other threads arrive or continue
//   LARDER_OBSERVES  it observes writes of others, so a loop with it may wait
// _0: without parameters.
#define LARDER_UNPACKED(...) __VA_ARGS__
#define LARDER_WAITS(result, name, parameters, ...) \
  LARDER_WAITING result name(LARDER_UNPACKED parameters LARDER_AND_SITE) LARDER_GIVES(__VA_ARGS__)
#define LARDER_WAITS_0(result, name, ...) \
  LARDER_WAITING result name(LARDER_SITE) LARDER_GIVES(__VA_ARGS__)
#define LARDER_OBSERVES_0(result, name, ...) \
  LARDER_OBSERVING result name(LARDER_SITE) LARDER_GIVES(__VA_ARGS__)

#if defined(LARDER_SCAN)

#define LARDER_WAITING __attribute__((device)) __attribute__((annotate("larder.word.waits")))
#define LARDER_OBSERVING __attribute__((device)) __attribute__((annotate("larder.word.observes")))
#define LARDER_SITE
#define LARDER_AND_SITE
#define LARDER_GIVES(...) ;

#else

#include "../simulator.h"

#define LARDER_WAITING LARDER_CHECKED_INLINE
#define LARDER_OBSERVING LARDER_CHECKED_INLINE
#define LARDER_SITE const char *file = __builtin_FILE(), int line = __builtin_LINE()
#define LARDER_AND_SITE , LARDER_SITE
#define LARDER_GIVES(...)                                 \
  {                                                       \
    const ::larder::simulator::CallSite site{file, line}; \
    return __VA_ARGS__;                                   \
  }

namespace larder {
inline namespace v1 {
namespace simulator {

inline bool all_agree(Votes votes) { return votes.count == votes.threads; }
inline void sync_lanes(unsigned mask, CallSite site) {
  warp(WarpOperation::kSync, mask, 0, 0, site);
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

LARDER_WAITS_0(void, __syncthreads, larder::simulator::barrier(site))
LARDER_WAITS(int, __syncthreads_count, (int predicate),
             larder::simulator::barrier_count(predicate, site).count)
LARDER_WAITS(int, __syncthreads_and, (int predicate),
             larder::simulator::all_agree(larder::simulator::barrier_count(predicate, site)))
LARDER_WAITS(int, __syncthreads_or, (int predicate),
             larder::simulator::barrier_count(predicate, site).count != 0)
LARDER_WAITS(void, __syncwarp, (unsigned int mask = 0xffffffffu),
             larder::simulator::sync_lanes(mask, site))

LARDER_OBSERVES_0(void, __threadfence_block,
                  larder::simulator::fence(site, larder::simulator::Scope::kBlock))
LARDER_OBSERVES_0(void, __threadfence,
                  larder::simulator::fence(site, larder::simulator::Scope::kDevice))
LARDER_OBSERVES_0(void, __threadfence_system, larder::simulator::fence(site))

#endif  // LARDER_CUDA_SYNC_H
