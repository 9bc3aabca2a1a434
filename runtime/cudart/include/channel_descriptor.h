// cudaCreateChannelDesc() by type, in a header with CUDA's name.
#ifndef LARDER_CUDART_CHANNEL_DESCRIPTOR_H
#define LARDER_CUDART_CHANNEL_DESCRIPTOR_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __CHANNEL_DESCRIPTOR_H__

#include "larder_cudart/arrays.h"
#include "vector_types.h"

namespace larder {
inline namespace v1 {
namespace cudart {
inline cudaChannelFormatDesc channels(int count, size_t bytes, cudaChannelFormatKind kind) {
  const int bits = static_cast<int>(bytes) * 8;
  return {bits, count > 1 ? bits : 0, count > 2 ? bits : 0, count > 3 ? bits : 0, kind};
}
}  // namespace cudart
}  // namespace v1
}  // namespace larder

/// The format of elements of type T; for types that are no format it has no channels.
template <class T>
inline cudaChannelFormatDesc cudaCreateChannelDesc() {
  return larder::cudart::channels(0, 0, cudaChannelFormatKindNone);
}

// NOLINTBEGIN(bugprone-macro-parentheses): types can't be in parentheses.
#define LARDER_CHANNELS(type, count, element, kind)                                       \
  template <>                                                                             \
  inline cudaChannelFormatDesc cudaCreateChannelDesc<type>() {                            \
    return larder::cudart::channels(count, sizeof(element), cudaChannelFormatKind##kind); \
  }
// NOLINTEND(bugprone-macro-parentheses)
#define LARDER_CHANNELS_OF(vector, element, kind) \
  LARDER_CHANNELS(element, 1, element, kind)      \
  LARDER_CHANNELS(vector##1, 1, element, kind)    \
  LARDER_CHANNELS(vector##2, 2, element, kind)    \
  LARDER_CHANNELS(vector##3, 3, element, kind)    \
  LARDER_CHANNELS(vector##4, 4, element, kind)

LARDER_CHANNELS(char, 1, char, Signed)
LARDER_CHANNELS_OF(char, signed char, Signed)
LARDER_CHANNELS_OF(uchar, unsigned char, Unsigned)
LARDER_CHANNELS_OF(short, short, Signed)
LARDER_CHANNELS_OF(ushort, unsigned short, Unsigned)
LARDER_CHANNELS_OF(int, int, Signed)
LARDER_CHANNELS_OF(uint, unsigned int, Unsigned)
LARDER_CHANNELS_OF(float, float, Float)

#undef LARDER_CHANNELS_OF
#undef LARDER_CHANNELS

// Formats of half-precision numbers. As in CUDA's documentation.
inline cudaChannelFormatDesc cudaCreateChannelDescHalf() {
  return larder::cudart::channels(1, 2, cudaChannelFormatKindFloat);
}
inline cudaChannelFormatDesc cudaCreateChannelDescHalf1() { return cudaCreateChannelDescHalf(); }
inline cudaChannelFormatDesc cudaCreateChannelDescHalf2() {
  return larder::cudart::channels(2, 2, cudaChannelFormatKindFloat);
}
inline cudaChannelFormatDesc cudaCreateChannelDescHalf4() {
  return larder::cudart::channels(4, 2, cudaChannelFormatKindFloat);
}

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_CHANNEL_DESCRIPTOR_H
