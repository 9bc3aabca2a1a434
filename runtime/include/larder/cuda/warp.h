// Warp operations: shuffles, votes, matches and reductions over the lanes named in a mask.
//
// Every lane named in `mask` that has not exited must call the same operation with the same mask,
// and the caller must be one of them; the simulator ends the launch with an error otherwise. What a
// lane reads from one that takes no part is undefined in CUDA and all ones (-1, NaN) here.
#ifndef LARDER_CUDA_WARP_H
#define LARDER_CUDA_WARP_H

#include "dialect.h"
#include "sync.h"

#if !defined(LARDER_SCAN)

#include <cstring>

namespace larder {
inline namespace v1 {
namespace simulator {

/// The lane that `lane` reads from in PTX's shfl, for a width that is a power of two up to 32.
inline unsigned source_indexed(unsigned lane, unsigned index, unsigned width) {
  const unsigned segment = 32 - width;
  return (lane & segment) | (index & 31 & ~segment);
}
inline unsigned source_up(unsigned lane, unsigned delta, unsigned width) {
  const unsigned first = lane & (32 - width);
  return lane >= first + (delta & 31) ? lane - (delta & 31) : lane;
}
inline unsigned source_down(unsigned lane, unsigned delta, unsigned width) {
  const unsigned last = (lane & (32 - width)) | (width - 1);
  return lane + (delta & 31) <= last ? lane + (delta & 31) : lane;
}
inline unsigned source_xor(unsigned lane, unsigned bits, unsigned width) {
  const unsigned last = (lane & (32 - width)) | (width - 1);
  return (lane ^ (bits & 31)) <= last ? lane ^ (bits & 31) : lane;
}

template <class T>
std::uint64_t to_bits(T value) {
  std::uint64_t bits = 0;
  std::memcpy(&bits, &value, sizeof(T));
  return bits;
}
template <class T>
T from_bits(std::uint64_t bits) {
  T value;
  std::memcpy(&value, &bits, sizeof(T));
  return value;
}

template <class T>
T shuffle(unsigned mask, T value, unsigned source, Site site) {
  return from_bits<T>(warp(WarpOperation::kShuffle, mask, to_bits(value), source, site));
}
inline unsigned vote(WarpOperation operation, unsigned mask, std::uint64_t value, Site site) {
  return static_cast<unsigned>(warp(operation, mask, value, 0, site));
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

#define LARDER_SHUFFLE(name, type, source_name, source)                                  \
  LARDER_WAITING_FUNCTION type name(unsigned int mask, type value, source_name,          \
                                    int width = 32 LARDER_AND_SITE)                      \
      LARDER_BODY(return ::larder::simulator::shuffle(                                   \
                             mask, value,                                                \
                             ::larder::simulator::source(::larder::simulator::lane(),    \
                                                         static_cast<unsigned>(operand), \
                                                         static_cast<unsigned>(width)),  \
                             {file, line});)
#define LARDER_SHUFFLES(type)                                               \
  LARDER_SHUFFLE(__shfl_sync, type, int operand, source_indexed)            \
  LARDER_SHUFFLE(__shfl_up_sync, type, unsigned int operand, source_up)     \
  LARDER_SHUFFLE(__shfl_down_sync, type, unsigned int operand, source_down) \
  LARDER_SHUFFLE(__shfl_xor_sync, type, int operand, source_xor)

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

LARDER_WAITING_FUNCTION unsigned int __ballot_sync(unsigned int mask, int predicate LARDER_AND_SITE)
    LARDER_BODY(return ::larder::simulator::vote(::larder::simulator::WarpOperation::kBallot, mask,
                                                 predicate != 0,
                                                 {file, line});) LARDER_WAITING_FUNCTION
    int __any_sync(unsigned int mask, int predicate LARDER_AND_SITE)
        LARDER_BODY(return ::larder::simulator::vote(::larder::simulator::WarpOperation::kAny, mask,
                                                     predicate != 0,
                                                     {file, line}) != 0;) LARDER_WAITING_FUNCTION
    int __all_sync(unsigned int mask, int predicate LARDER_AND_SITE)
        LARDER_BODY(return ::larder::simulator::vote(::larder::simulator::WarpOperation::kAll, mask,
                                                     predicate != 0,
                                                     {file, line}) != 0;) LARDER_WAITING_FUNCTION
    int __uni_sync(unsigned int mask, int predicate LARDER_AND_SITE)
        LARDER_BODY(return ::larder::simulator::vote(::larder::simulator::WarpOperation::kUniform,
                                                     mask, predicate != 0, {file, line}) != 0;)

// The lanes that are here together: in the simulator all that reach this place before the warp has
// to wait for something else, which is what a GPU does where it can.
#if defined(LARDER_SCAN)
            LARDER_WAITING_FUNCTION unsigned int __activemask();
#else
            inline unsigned int __activemask(LARDER_SITE) {
  return ::larder::simulator::active_lanes({file, line});
}
#endif

#define LARDER_MATCH(type)                                                                        \
  LARDER_WAITING_FUNCTION unsigned int __match_any_sync(unsigned int mask,                        \
                                                        type value LARDER_AND_SITE)               \
      LARDER_BODY(return ::larder::simulator::vote(::larder::simulator::WarpOperation::kMatchAny, \
                                                   mask, ::larder::simulator::to_bits(value),     \
                                                   {file, line});)                                \
          LARDER_WAITING_FUNCTION unsigned int __match_all_sync(unsigned int mask, type value,    \
                                                                int* predicate LARDER_AND_SITE)   \
              LARDER_BODY(const unsigned matched = ::larder::simulator::vote(                     \
                              ::larder::simulator::WarpOperation::kMatchAll, mask,                \
                              ::larder::simulator::to_bits(value), {file, line});                 \
                          *predicate = matched != 0; return matched;)

LARDER_MATCH(int)
LARDER_MATCH(unsigned int)
LARDER_MATCH(long)
LARDER_MATCH(unsigned long)
LARDER_MATCH(long long)
LARDER_MATCH(unsigned long long)
LARDER_MATCH(float)
LARDER_MATCH(double)

#undef LARDER_MATCH

#define LARDER_REDUCE(name, type, operation)                                                     \
  LARDER_WAITING_FUNCTION type name(unsigned int mask, type value LARDER_AND_SITE)               \
      LARDER_BODY(return static_cast<type>(::larder::simulator::warp(                            \
          ::larder::simulator::WarpOperation::operation, mask, static_cast<unsigned int>(value), \
          0, {file, line}));)

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
