// Prefix sums over a tile or coalesced lanes, in a header with CUDA's name.
#ifndef LARDER_CUDART_COOPERATIVE_GROUPS_SCAN_H
#define LARDER_CUDART_COOPERATIVE_GROUPS_SCAN_H

#include "larder/detail/macros_aside.h"

#include "../cooperative_groups.h"
#include "../larder_cudart/groups/operations.h"

namespace cooperative_groups {
inline namespace __v1 {

/// Combines the values of the threads up to this one with operation(a, b), in the order of ranks.
template <class Group, class T, class Operation>
__device__ auto inclusive_scan(const Group& group, const T& value,
                               Operation&& operation LARDER_AND_SITE) {
  decltype(operation(value, value)) out = value;
  const unsigned size = group.size();
  const unsigned rank = group.thread_rank();
  for (unsigned step = 1; step < size; step *= 2) {
    const auto below = group.shfl_up(out, step LARDER_HERE);
    if (rank >= step) out = operation(below, out);
  }
  return out;
}
/// The same without this thread's own value; the first thread gets T{}.
template <class Group, class T, class Operation>
__device__ auto exclusive_scan(const Group& group, const T& value,
                               Operation&& operation LARDER_AND_SITE) {
  const auto all = inclusive_scan(group, value, operation LARDER_HERE);
  const auto below = group.shfl_up(all, 1 LARDER_HERE);
  return group.thread_rank() == 0 ? decltype(operation(value, value)){} : below;
}
// Sums.
template <class Group, class T>
__device__ T inclusive_scan(const Group& group, const T& value) {
  return inclusive_scan(group, value, plus<T>());
}
template <class Group, class T>
__device__ T exclusive_scan(const Group& group, const T& value) {
  return exclusive_scan(group, value, plus<T>());
}

}  // namespace __v1
}  // namespace cooperative_groups

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_COOPERATIVE_GROUPS_SCAN_H
