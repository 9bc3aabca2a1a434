// The function objects of reductions and scans, which combine two values of a group's threads.
#ifndef LARDER_CUDART_GROUPS_OPERATIONS_H
#define LARDER_CUDART_GROUPS_OPERATIONS_H

#include "rows.h"

namespace cooperative_groups {
inline namespace __v1 {

#define LARDER_GROUP_OPERATION(name, expression)                      \
  template <class T>                                                  \
  struct name {                                                       \
    __device__ T operator()(T a, T b) const { return T(expression); } \
  };
LARDER_GROUP_OPERATION(plus, a + b)
LARDER_GROUP_OPERATION(less, b < a ? b : a)
LARDER_GROUP_OPERATION(greater, b > a ? b : a)
LARDER_GROUP_OPERATION(bit_and, a& b)
LARDER_GROUP_OPERATION(bit_or, a | b)
LARDER_GROUP_OPERATION(bit_xor, a ^ b)
#undef LARDER_GROUP_OPERATION

}  // namespace __v1
}  // namespace cooperative_groups

#endif  // LARDER_CUDART_GROUPS_OPERATIONS_H
