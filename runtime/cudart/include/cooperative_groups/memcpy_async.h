// Copies by all threads of a group, in a header with CUDA's name. They are done at once, so
// wait() is a barrier of the group.
#ifndef LARDER_CUDART_COOPERATIVE_GROUPS_MEMCPY_ASYNC_H
#define LARDER_CUDART_COOPERATIVE_GROUPS_MEMCPY_ASYNC_H

#include "larder/detail/macros_aside.h"

#include "../cooperative_groups.h"

namespace cooperative_groups {
inline namespace __v1 {

/// Copies `bytes`; each thread of the group copies a share.
template <class Group, class T>
__device__ void memcpy_async(const Group& group, T* to, const T* from, __SIZE_TYPE__ bytes) {
  char* const out = reinterpret_cast<char*>(to);
  const char* const in = reinterpret_cast<const char*>(from);
  for (__SIZE_TYPE__ i = group.thread_rank(); i < bytes; i += group.size()) out[i] = in[i];
}
/// Copies as many elements as both have.
template <class Group, class T>
__device__ void memcpy_async(const Group& group, T* to, __SIZE_TYPE__ room, const T* from,
                             __SIZE_TYPE__ count) {
  memcpy_async(group, to, from, (count < room ? count : room) * sizeof(T));
}

/// Waits until the group's copies are done; wait_prior() waits for all but the last `Left`.
template <class Group>
__device__ void wait(const Group& group LARDER_AND_SITE) {
  group.sync(LARDER_HERE_0);
}
template <unsigned Left, class Group>
__device__ void wait_prior(const Group& group LARDER_AND_SITE) {
  group.sync(LARDER_HERE_0);
}

}  // namespace __v1
}  // namespace cooperative_groups

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_COOPERATIVE_GROUPS_MEMCPY_ASYNC_H
