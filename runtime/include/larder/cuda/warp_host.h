// Host implementations behind warp.h.
#ifndef LARDER_CUDA_WARP_HOST_H
#define LARDER_CUDA_WARP_HOST_H

#include <cstdint>
#include <cstring>

#include "../simulator.h"

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

/// `source` names the lane to read from; `operand` is an index, a distance, or bits to flip.
template <class T>
T shuffle(unsigned (*source)(unsigned, unsigned, unsigned), unsigned mask, T value,
          unsigned operand, int width, CallSite site) {
  const unsigned from = source(lane(), operand, static_cast<unsigned>(width));
  return from_bits<T>(warp(WarpOperation::kShuffle, mask, to_bits(value), from, site));
}

inline unsigned vote(WarpOperation operation, unsigned mask, int predicate, CallSite site) {
  return static_cast<unsigned>(warp(operation, mask, predicate != 0, 0, site));
}

template <class T>
unsigned match(WarpOperation operation, unsigned mask, T value, CallSite site) {
  return static_cast<unsigned>(warp(operation, mask, to_bits(value), 0, site));
}
template <class T>
unsigned match_all(unsigned mask, T value, int* predicate, CallSite site) {
  const unsigned matched = match(WarpOperation::kMatchAll, mask, value, site);
  *predicate = matched != 0;
  return matched;
}

template <class T>
T reduce(WarpOperation operation, unsigned mask, T value, CallSite site) {
  return static_cast<T>(warp(operation, mask, static_cast<unsigned>(value), 0, site));
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif  // LARDER_CUDA_WARP_HOST_H
