// Addresses in one of a GPU's memories, for inline PTX, made from pointers and back. On the host
// there is one memory, and they are the pointers themselves.
#ifndef LARDER_CUDA_ADDRESSES_H
#define LARDER_CUDA_ADDRESSES_H

#include "dialect.h"

// NOLINTBEGIN(performance-no-int-to-ptr): the intrinsics are such casts
#define LARDER_ADDRESSES(memory)                                               \
  LARDER_DEVICE(__SIZE_TYPE__, __cvta_generic_to_##memory, (const void* from), \
                reinterpret_cast<__SIZE_TYPE__>(from))                         \
  LARDER_DEVICE(void*, __cvta_##memory##_to_generic, (__SIZE_TYPE__ from),     \
                reinterpret_cast<void*>(from))
LARDER_ADDRESSES(shared)
LARDER_ADDRESSES(global)
LARDER_ADDRESSES(constant)
LARDER_ADDRESSES(local)
#undef LARDER_ADDRESSES
// NOLINTEND(performance-no-int-to-ptr)

#endif  // LARDER_CUDA_ADDRESSES_H
