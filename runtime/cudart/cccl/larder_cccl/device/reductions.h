// Reductions on the CPU, as CUB defines them.
#ifndef LARDER_CCCL_DEVICE_REDUCTIONS_H
#define LARDER_CCCL_DEVICE_REDUCTIONS_H

#include <cub/detail/type_traits.cuh>
#include <cub/thread/thread_operators.cuh>
#include <cub/util_type.cuh>
#include <cuda/functional>
#include <cuda/std/cstdint>
#include <cuda/std/functional>
#include <cuda/std/limits>
#include <cuda/std/utility>

#include "larder_cccl/device/sums.h"

namespace larder_cccl {

template <class In, class Operator, class Init>
using ReductionOf =
    ::cuda::std::__accumulator_t<Operator, CUB_NS_QUALIFIER::detail::it_value_t<In>, Init>;

/// What CUB writes for `count` items: of none, `init`.
template <class In, class Operator, class Init>
_CCCL_HOST_DEVICE ReductionOf<In, Operator, Init> reduced_from(Init init, In in, long long count,
                                                               Operator& add) {
  using Result = ReductionOf<In, Operator, Init>;
  if (count <= 0) return init;
  return add(static_cast<Result>(init), reduced<Result>(in, count, add));
}

/// The items after `transform`, for reading alone.
template <class In, class Transform>
struct Transformed {
  In in;
  Transform& transform;
  _CCCL_HOST_DEVICE auto operator[](long long i) const { return transform(in[i]); }
  Transformed operator+(long long step) const { return {in + step, transform}; }
};

/// The place of the first of the best items; `better`(a, b).
template <class In, class Better>
_CCCL_HOST_DEVICE long long first_best(In in, long long count, Better better) {
  long long best = 0;
  for (long long i = 1; i < count; ++i)
    if (better(in[i], in[best])) best = i;
  return best;
}

/// The reduction of `init` and the items after `transform`.
template <class In, class Operator, class Transform, class Init>
_CCCL_HOST_DEVICE auto transform_reduced(In in, long long count, Operator& add,
                                         Transform& transform, Init init) {
  using Item = ::cuda::std::decay_t<decltype(transform(in[0]))>;
  using Result = ::cuda::std::__accumulator_t<Operator, Item, Init>;
  if (count <= 0) return static_cast<Result>(init);
  const Transformed<In, Transform> items{in, transform};
  return static_cast<Result>(add(static_cast<Result>(init), reduced<Result>(items, count, add)));
}

/// Writes the best item's place and value as a pair; of no items, what CUB writes then.
template <class In, class Out, class Better, class Value>
_CCCL_HOST_DEVICE void put_best(In in, Out out, long long count, Better better, Value of_none) {
  using Pair =
      CUB_NS_QUALIFIER::detail::non_void_value_t<Out, CUB_NS_QUALIFIER::KeyValuePair<int, Value>>;
  if (count <= 0) {
    *out = Pair(1, of_none);
    return;
  }
  const long long at = first_best(in, count, better);
  *out = Pair(static_cast<int>(at), in[at]);
}

/// The same, each to a place of its own.
template <class In, class Best, class Place, class Better, class Value>
_CCCL_HOST_DEVICE void put_best(In in, Best best, Place place, long long count, Better better,
                                Value of_none) {
  const long long at = count <= 0 ? 1 : first_best(in, count, better);
  *best = count <= 0 ? of_none : static_cast<Value>(in[at]);
  *place = at;
}

/// Reduces each run of equal keys; gives the number of runs.
template <class Keys, class Unique, class Values, class Sums, class Operator, class Equal>
_CCCL_HOST_DEVICE long long reduce_by_key(Keys keys, Unique unique, Values values, Sums sums,
                                          long long count, Operator& add, Equal equal) {
  using Result = ReductionOf<Values, Operator, CUB_NS_QUALIFIER::detail::it_value_t<Values>>;
  long long runs = 0;
  for (long long begin = 0, end = 0; begin < count; begin = end, ++runs) {
    for (end = begin + 1; end < count && equal(keys[begin], keys[end]);) ++end;
    const CUB_NS_QUALIFIER::detail::it_value_t<Keys> key = keys[begin];
    const Result sum = reduced<Result>(values + begin, end - begin, add);
    unique[runs] = key;
    sums[runs] = sum;
  }
  return runs;
}

}  // namespace larder_cccl

#endif  // LARDER_CCCL_DEVICE_REDUCTIONS_H
