// What cub/util_ptx.cuh has in inline PTX, on the simulator. ThreadExit() stays as it is, so
// a use is an error of the assembler.
#ifndef LARDER_CCCL_UTIL_PTX_HOST_H
#define LARDER_CCCL_UTIL_PTX_HOST_H

#include <cstring>

#include "larder/kernel.h"

CUB_NAMESPACE_BEGIN

namespace larder_cccl {

inline int word(const unsigned char* bytes, unsigned size) {
  int out = 0;
  std::memcpy(&out, bytes, size < sizeof out ? size : sizeof out);
  return out;
}

/// A value of any type from another lane: `from`(mask, word) gives that lane's word.
template <typename T, typename From>
T exchange(T value, From from) {
  unsigned char bytes[sizeof(T)];
  std::memcpy(bytes, static_cast<const void*>(&value), sizeof(T));
  for (unsigned at = 0; at < sizeof(T); at += sizeof(int)) {
    const unsigned size = sizeof(T) - at < sizeof(int) ? sizeof(T) - at : sizeof(int);
    const int received = from(word(bytes + at, size));
    std::memcpy(bytes + at, &received, size);
  }
  std::memcpy(static_cast<void*>(&value), bytes, sizeof(T));
  return value;
}

}  // namespace larder_cccl

/// `count` bits of `source` from `first` on.
template <typename Unsigned>
unsigned int BFE(Unsigned source, unsigned int first, unsigned int count) {
  if (first >= sizeof(Unsigned) * 8) return 0;
  const auto moved = static_cast<unsigned long long>(source >> first);
  return static_cast<unsigned int>(count >= 64 ? moved : moved & ((1ull << count) - 1));
}

/// The lanes whose lowest `Bits` bits of `label` are this one's.
template <int Bits, int Threads = 32>
unsigned int MatchAny(unsigned int label) {
  constexpr unsigned int kLanes = 0xffffffffu >> (32 - Threads);
  constexpr unsigned int kBits = Bits >= 32 ? 0xffffffffu : (1u << (Bits % 32)) - 1;
  return __match_any_sync(kLanes, label & kBits);
}

/// The value of the lane `distance` below, or this lane's own where that lies before `first`, the
/// first lane of this warp of `Threads`.
template <int Threads, typename T>
T ShuffleUp(T value, int distance, int first, unsigned int mask) {
  const int lane = static_cast<int>(::larder::simulator::lane());
  const int begin = (lane & ~(Threads - 1)) | (first & (Threads - 1));
  const int source = lane - distance >= begin ? lane - distance : lane;
  return larder_cccl::exchange(value, [=](int word) { return __shfl_sync(mask, word, source); });
}

/// The value of the lane `distance` above, or this lane's own where that lies behind `last`.
template <int Threads, typename T>
T ShuffleDown(T value, int distance, int last, unsigned int mask) {
  const int lane = static_cast<int>(::larder::simulator::lane());
  const int end = (lane & ~(Threads - 1)) | (last & (Threads - 1));
  const int source = lane + distance <= end ? lane + distance : lane;
  return larder_cccl::exchange(value, [=](int word) { return __shfl_sync(mask, word, source); });
}

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_UTIL_PTX_HOST_H
