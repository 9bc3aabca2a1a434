// Reductions over a tile or coalesced lanes, in a header with CUDA's name.
#ifndef LARDER_CUDART_COOPERATIVE_GROUPS_REDUCE_H
#define LARDER_CUDART_COOPERATIVE_GROUPS_REDUCE_H

#include "larder/detail/macros_aside.h"

#include "../cooperative_groups.h"
#include "../larder_cudart/groups/operations.h"

namespace cooperative_groups {
inline namespace __v1 {

/// Combines the values of all threads with operation(a, b); each thread gets the result. Combines
/// halves: the lower ranks with the upper ones.
template <class Group, class T, class Operation>
__device__ auto reduce(const Group& group, const T& value, Operation&& operation LARDER_AND_SITE) {
  decltype(operation(value, value)) out = value;
  const unsigned size = group.size();
  const unsigned rank = group.thread_rank();
  unsigned step = 1;
  while (step < size) step *= 2;
  for (step /= 2; step > 0; step /= 2) {
    const auto other = group.shfl_down(out, step LARDER_HERE);
    if (rank + step < size) out = operation(out, other);
  }
  return group.shfl(out, 0 LARDER_HERE);
}

}  // namespace __v1
}  // namespace cooperative_groups

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_COOPERATIVE_GROUPS_REDUCE_H
