// Functions of groups: waiting, ranks, and calls that one thread of a group makes.
#ifndef LARDER_CUDART_GROUPS_FUNCTIONS_H
#define LARDER_CUDART_GROUPS_FUNCTIONS_H

#include "tiles.h"

namespace cooperative_groups {
inline namespace __v1 {

template <class Group>
__device__ void sync(const Group& group LARDER_AND_SITE) {
  group.sync(LARDER_HERE_0);
}
template <class Group>
__device__ auto thread_rank(const Group& group) {
  return group.thread_rank();
}
template <class Group>
__device__ auto group_size(const Group& group) {
  return group.size();
}

/// Calls `function` in one thread of the group.
template <class Group, class Function, class... Arguments>
__device__ void invoke_one(const Group& group, Function&& function, Arguments&&... arguments) {
  if (group.thread_rank() == 0)
    static_cast<Function&&>(function)(static_cast<Arguments&&>(arguments)...);
}

/// The same; all threads get the result.
template <class Group, class Function, class... Arguments>
__device__ auto invoke_one_broadcast(const Group& group, Function&& function,
                                     Arguments&&... arguments) {
  decltype(function(arguments...)) result{};
  if (group.thread_rank() == 0)
    result = static_cast<Function&&>(function)(static_cast<Arguments&&>(arguments)...);
  return group.shfl(result, 0);
}

}  // namespace __v1
}  // namespace cooperative_groups

#endif  // LARDER_CUDART_GROUPS_FUNCTIONS_H
