// Groups of lanes on the host: a mask, in which a lane's rank is the number of lanes below it.
#ifndef LARDER_CUDART_GROUPS_LANES_HOST_H
#define LARDER_CUDART_GROUPS_LANES_HOST_H

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <type_traits>

#include "larder/cuda/builtins.h"
#include "larder/cuda/warp_host.h"
#include "larder/simulator.h"

namespace larder {
inline namespace v1 {
namespace simulator {
namespace groups {

/// The lanes of a warp that form a group, and its number among such groups.
struct Lanes {
  unsigned mask;
  unsigned meta_rank;
  unsigned meta_size;
};

// These use the index alone: kernels whose threads never wait have no fiber.
inline unsigned threads_of_block() { return blockDim.x * blockDim.y * blockDim.z; }
inline unsigned rank_in_block() {
  return (threadIdx.z * blockDim.y + threadIdx.y) * blockDim.x + threadIdx.x;
}
inline unsigned own_lane() { return rank_in_block() % 32; }

inline unsigned size(unsigned mask) { return static_cast<unsigned>(__builtin_popcount(mask)); }
inline unsigned rank(unsigned mask) { return size(mask & ((1u << own_lane()) - 1)); }
/// The lane of the member `rank`.
inline unsigned lane_of(unsigned mask, unsigned rank) {
  for (; rank > 0; --rank) mask &= mask - 1;
  return static_cast<unsigned>(__builtin_ctz(mask));
}
/// The members among `lanes`, as a mask of ranks.
inline unsigned by_rank(unsigned mask, unsigned lanes) {
  unsigned out = 0;
  for (unsigned rank = 0; mask != 0; ++rank, mask &= mask - 1)
    if ((lanes & mask & (0 - mask)) != 0) out |= 1u << rank;
  return out;
}

/// The value of the member `rank`: any trivially copyable type.
template <class T>
T from_rank(unsigned mask, const T& value, unsigned rank, CallSite site) {
  static_assert(std::is_trivially_copyable_v<T>, "a group's values are copied by their bytes");
  constexpr std::size_t word = sizeof(std::uint64_t);
  const unsigned lane = lane_of(mask, rank);
  T out = value;
  for (std::size_t at = 0; at < sizeof(T); at += word) {
    const std::size_t bytes = sizeof(T) - at < word ? sizeof(T) - at : word;
    std::uint64_t bits = 0;
    std::memcpy(&bits, reinterpret_cast<const char*>(&value) + at, bytes);
    bits = warp(WarpOperation::kShuffle, mask, bits, lane, site);
    std::memcpy(reinterpret_cast<char*>(&out) + at, &bits, bytes);
  }
  return out;
}
template <class T>
T from_above(unsigned mask, const T& value, unsigned delta, CallSite site) {
  const unsigned own = rank(mask);
  return from_rank(mask, value, delta < size(mask) - own ? own + delta : own, site);
}
template <class T>
T from_below(unsigned mask, const T& value, unsigned delta, CallSite site) {
  const unsigned own = rank(mask);
  return from_rank(mask, value, delta <= own ? own - delta : own, site);
}
template <class T>
T from_flipped(unsigned mask, const T& value, unsigned bits, CallSite site) {
  const unsigned own = rank(mask);
  return from_rank(mask, value, (own ^ bits) < size(mask) ? own ^ bits : own, site);
}

/// Ends the launch: the group does not support the requested operation.
[[noreturn]] inline void refuse(const char* what, CallSite site) {
  std::fprintf(stderr, "larder: %s:%d: %s\n", site.file, site.line, what);
  trap(site);
}

/// The tile of `count` threads around this one, which has `rank` in a group of `threads`.
inline Lanes tile(unsigned count, unsigned threads, unsigned rank) {
  const unsigned ones = count >= 32 ? ~0u : (1u << count) - 1;
  return {ones << (own_lane() & ~(count - 1)), rank / count, (threads + count - 1) / count};
}
inline Lanes checked_tile(unsigned count, unsigned threads, unsigned rank, CallSite site) {
  if (count == 0 || count > 32 || (count & (count - 1)) != 0)
    refuse("a tile has 1, 2, 4, 8, 16 or 32 threads in a CPU variant", site);
  return tile(count, threads, rank);
}
/// The part with `count` members of `mask` that contains this lane.
inline Lanes part(unsigned mask, unsigned count, CallSite site) {
  if (count == 0) refuse("a group can't be cut in parts of no threads", site);
  const unsigned own = rank(mask) / count;
  unsigned out = 0;
  for (unsigned rank = 0, rest = mask; rest != 0; ++rank, rest &= rest - 1)
    if (rank / count == own) out |= rest & (0 - rest);
  return {out, own, (size(mask) + count - 1) / count};
}
/// The members with the same predicate.
inline Lanes agreeing(unsigned mask, bool predicate, CallSite site) {
  const auto yes = static_cast<unsigned>(warp(WarpOperation::kBallot, mask, predicate, 0, site));
  if (yes == 0 || yes == mask) return {mask, 0, 1};
  return {predicate ? yes : mask & ~yes, predicate ? 1u : 0u, 2};
}
/// The members with the same label; the parts are numbered in the order of their first members.
inline Lanes labeled(unsigned mask, std::uint64_t label, CallSite site) {
  const auto same = static_cast<unsigned>(warp(WarpOperation::kMatchAny, mask, label, 0, site));
  const bool first = (same & ((1u << own_lane()) - 1)) == 0;
  const auto leaders = static_cast<unsigned>(warp(WarpOperation::kBallot, mask, first, 0, site));
  return {same, size(leaders & ((same & (0 - same)) - 1)), size(leaders)};
}

}  // namespace groups
}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDART_GROUPS_LANES_HOST_H
