// Loads and stores with a cache hint, for the same types as in CUDA; the hint has no effect here.
#ifndef LARDER_CUDA_LOADS_H
#define LARDER_CUDA_LOADS_H

#include "sync.h"
#include "types.h"

#if !defined(LARDER_SCAN)

namespace larder {
inline namespace v1 {
namespace simulator {

/// *from, which the compiler must read again.
template <class T>
LARDER_CHECKED_INLINE T read_again(const T* from) {
  spin("", 0);
  __asm__ volatile("" ::: "memory");
  return *from;
}

}  // namespace simulator
}  // namespace v1
}  // namespace larder

#endif

// NOLINTBEGIN(bugprone-macro-parentheses): types can't be in parentheses.
#define LARDER_LOAD(name, type) LARDER_DEVICE(type, name, (const type* from), *from)
// These read memory each time, because threads use them to wait for another thread's store.
#if defined(LARDER_SCAN)
#define LARDER_LOAD_AGAIN(name, type) LARDER_OBSERVING type name(const type* from);
#else
#define LARDER_LOAD_AGAIN(name, type) \
  LARDER_DEVICE(type, name, (const type* from), larder::simulator::read_again(from))
#endif
#define LARDER_STORE(name, type) \
  LARDER_DEVICE(void, name, (type * to, type value), static_cast<void>(*to = value))
// NOLINTEND(bugprone-macro-parentheses)
#define LARDER_LOADS_AND_STORES(type) \
  LARDER_LOAD(__ldg, type)            \
  LARDER_LOAD(__ldca, type)           \
  LARDER_LOAD_AGAIN(__ldcg, type)     \
  LARDER_LOAD(__ldcs, type)           \
  LARDER_LOAD(__ldlu, type)           \
  LARDER_LOAD_AGAIN(__ldcv, type)     \
  LARDER_STORE(__stwb, type)          \
  LARDER_STORE(__stcg, type)          \
  LARDER_STORE(__stcs, type)          \
  LARDER_STORE(__stwt, type)

LARDER_LOADS_AND_STORES(char)
LARDER_LOADS_AND_STORES(signed char)
LARDER_LOADS_AND_STORES(unsigned char)
LARDER_LOADS_AND_STORES(short)
LARDER_LOADS_AND_STORES(unsigned short)
LARDER_LOADS_AND_STORES(int)
LARDER_LOADS_AND_STORES(unsigned int)
LARDER_LOADS_AND_STORES(long)
LARDER_LOADS_AND_STORES(unsigned long)
LARDER_LOADS_AND_STORES(long long)
LARDER_LOADS_AND_STORES(unsigned long long)
LARDER_LOADS_AND_STORES(float)
LARDER_LOADS_AND_STORES(double)
LARDER_LOADS_AND_STORES(char2)
LARDER_LOADS_AND_STORES(char4)
LARDER_LOADS_AND_STORES(uchar2)
LARDER_LOADS_AND_STORES(uchar4)
LARDER_LOADS_AND_STORES(short2)
LARDER_LOADS_AND_STORES(short4)
LARDER_LOADS_AND_STORES(ushort2)
LARDER_LOADS_AND_STORES(ushort4)
LARDER_LOADS_AND_STORES(int2)
LARDER_LOADS_AND_STORES(int4)
LARDER_LOADS_AND_STORES(uint2)
LARDER_LOADS_AND_STORES(uint4)
LARDER_LOADS_AND_STORES(longlong2)
LARDER_LOADS_AND_STORES(ulonglong2)
LARDER_LOADS_AND_STORES(float2)
LARDER_LOADS_AND_STORES(float4)
LARDER_LOADS_AND_STORES(double2)

#undef LARDER_LOADS_AND_STORES
#undef LARDER_STORE
#undef LARDER_LOAD_AGAIN
#undef LARDER_LOAD

#endif  // LARDER_CUDA_LOADS_H
