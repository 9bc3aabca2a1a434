// Barriers of a block and of a warp, and memory fences.
//
// On the host each wait knows its place in the source: when threads of one block wait at different
// places, or wait for each other for ever, the launch ends with an error that names the places.
#ifndef LARDER_CUDA_SYNC_H
#define LARDER_CUDA_SYNC_H

#include "dialect.h"

#if defined(LARDER_SCAN)

// Parameters that carry the caller's place exist on the host only.
#define LARDER_SITE
#define LARDER_AND_SITE

#else

#include "../simulator.h"

#define LARDER_SITE const char *file = __builtin_FILE(), int line = __builtin_LINE()
#define LARDER_AND_SITE , LARDER_SITE

#endif

LARDER_WAITING_FUNCTION void __syncthreads(LARDER_SITE)
    LARDER_BODY(::larder::simulator::barrier({file, line});) LARDER_WAITING_FUNCTION
    int __syncthreads_count(int predicate LARDER_AND_SITE)
        LARDER_BODY(return ::larder::simulator::barrier_count(predicate, {file, line}).count;)
            LARDER_WAITING_FUNCTION
    int __syncthreads_and(int predicate LARDER_AND_SITE)
        LARDER_BODY(const auto votes = ::larder::simulator::barrier_count(predicate, {file, line});
                    return votes.count == votes.threads;) LARDER_WAITING_FUNCTION
    int __syncthreads_or(int predicate LARDER_AND_SITE)
        LARDER_BODY(return ::larder::simulator::barrier_count(predicate, {file, line}).count !=
                               0;) LARDER_WAITING_FUNCTION
    void __syncwarp(unsigned int mask = 0xffffffffu LARDER_AND_SITE)
        LARDER_BODY(::larder::simulator::warp(::larder::simulator::WarpOperation::kSync, mask, 0, 0,
                                              {file, line});)

            LARDER_OBSERVING_FUNCTION void __threadfence_block(LARDER_SITE)
                LARDER_BODY(::larder::simulator::fence({file, line});) LARDER_OBSERVING_FUNCTION
    void __threadfence(LARDER_SITE)
        LARDER_BODY(::larder::simulator::fence({file, line});) LARDER_OBSERVING_FUNCTION
    void __threadfence_system(LARDER_SITE) LARDER_BODY(::larder::simulator::fence({file, line});)

#endif  // LARDER_CUDA_SYNC_H
