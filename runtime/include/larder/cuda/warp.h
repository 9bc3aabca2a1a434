// Warp operations: shuffles, votes, matches and reductions over the lanes in a mask.
//
// Every lane in `mask` that has not exited must call the same operation with the same mask,
// and the caller must be one of them; the simulator ends the launch with an error otherwise. A
// value read from a lane that does not take part is undefined in CUDA, and all ones (-1, NaN) here.
#ifndef LARDER_CUDA_WARP_H
#define LARDER_CUDA_WARP_H

#include "dialect.h"
#include "sync.h"

#if !defined(LARDER_SCAN)
#include "warp_host.h"
#endif

#define LARDER_SHUFFLE(name, type, operand_type, source)                                          \
  LARDER_WAITS(type, name, (unsigned int mask, type value, operand_type operand, int width = 32), \
               larder::simulator::shuffle(larder::simulator::source, mask, value,                 \
                                          static_cast<unsigned>(operand), width, site))
#define LARDER_SHUFFLES(type)                                       \
  LARDER_SHUFFLE(__shfl_sync, type, int, source_indexed)            \
  LARDER_SHUFFLE(__shfl_up_sync, type, unsigned int, source_up)     \
  LARDER_SHUFFLE(__shfl_down_sync, type, unsigned int, source_down) \
  LARDER_SHUFFLE(__shfl_xor_sync, type, int, source_xor)
LARDER_SHUFFLES(int)
LARDER_SHUFFLES(unsigned int)
LARDER_SHUFFLES(long)
LARDER_SHUFFLES(unsigned long)
LARDER_SHUFFLES(long long)
LARDER_SHUFFLES(unsigned long long)
LARDER_SHUFFLES(float)
LARDER_SHUFFLES(double)
#undef LARDER_SHUFFLES
#undef LARDER_SHUFFLE

LARDER_WAITS(unsigned int, __ballot_sync, (unsigned int mask, int predicate),
             larder::simulator::vote(larder::simulator::WarpOperation::kBallot, mask, predicate,
                                     site))
LARDER_WAITS(int, __any_sync, (unsigned int mask, int predicate),
             larder::simulator::vote(larder::simulator::WarpOperation::kAny, mask, predicate,
                                     site) != 0)
LARDER_WAITS(int, __all_sync, (unsigned int mask, int predicate),
             larder::simulator::vote(larder::simulator::WarpOperation::kAll, mask, predicate,
                                     site) != 0)
LARDER_WAITS(int, __uni_sync, (unsigned int mask, int predicate),
             larder::simulator::vote(larder::simulator::WarpOperation::kUniform, mask, predicate,
                                     site) != 0)

// The lanes that are at this place together: in the simulator, all lanes that reach it before the
// warp has to wait for something else. A GPU does the same if it can.
LARDER_WAITS_0(unsigned int, __activemask, larder::simulator::active_lanes(site))

#define LARDER_MATCH(type)                                                                      \
  LARDER_WAITS(                                                                                 \
      unsigned int, __match_any_sync, (unsigned int mask, type value),                          \
      larder::simulator::match(larder::simulator::WarpOperation::kMatchAny, mask, value, site)) \
  LARDER_WAITS(unsigned int, __match_all_sync, (unsigned int mask, type value, int* predicate), \
               larder::simulator::match_all(mask, value, predicate, site))
LARDER_MATCH(int)
LARDER_MATCH(unsigned int)
LARDER_MATCH(long)
LARDER_MATCH(unsigned long)
LARDER_MATCH(long long)
LARDER_MATCH(unsigned long long)
LARDER_MATCH(float)
LARDER_MATCH(double)
#undef LARDER_MATCH

#define LARDER_REDUCE(name, type, operation)       \
  LARDER_WAITS(                                    \
      type, name, (unsigned int mask, type value), \
      larder::simulator::reduce(larder::simulator::WarpOperation::operation, mask, value, site))
LARDER_REDUCE(__reduce_add_sync, int, kReduceAdd)
LARDER_REDUCE(__reduce_add_sync, unsigned int, kReduceAdd)
LARDER_REDUCE(__reduce_min_sync, int, kReduceMinSigned)
LARDER_REDUCE(__reduce_min_sync, unsigned int, kReduceMinUnsigned)
LARDER_REDUCE(__reduce_max_sync, int, kReduceMaxSigned)
LARDER_REDUCE(__reduce_max_sync, unsigned int, kReduceMaxUnsigned)
LARDER_REDUCE(__reduce_and_sync, unsigned int, kReduceAnd)
LARDER_REDUCE(__reduce_or_sync, unsigned int, kReduceOr)
LARDER_REDUCE(__reduce_xor_sync, unsigned int, kReduceXor)
#undef LARDER_REDUCE

#endif  // LARDER_CUDA_WARP_H
