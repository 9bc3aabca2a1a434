// Thrust's reductions and scans for devices, on the CPU: they round as accurately as on a GPU,
// where the host's would add up one by one.
#ifndef LARDER_CCCL_THRUST_SUMS_H
#define LARDER_CCCL_THRUST_SUMS_H

#include <cuda/std/__functional/invoke.h>
#include <thrust/detail/config.h>
#include <thrust/functional.h>
#include <thrust/iterator/iterator_traits.h>

#include "larder_cccl/device/sums.h"
#include "larder_cccl/thrust/items.h"

THRUST_NAMESPACE_BEGIN
namespace larder_cpu {

template <class Iterator, class T, class Operator>
_CCCL_HOST_DEVICE T reduce(policy&, Iterator first, Iterator last, T init, Operator add) {
  const long long count = last - first;
  if (count <= 0) return init;
  return add(init, ::larder_cccl::reduced<T>(items(first), count, add));
}

template <class Iterator, class T>
_CCCL_HOST_DEVICE T reduce(policy& here, Iterator first, Iterator last, T init) {
  return reduce(here, first, last, init, thrust::plus<T>());
}

template <class Iterator>
_CCCL_HOST_DEVICE thrust::detail::it_value_t<Iterator> reduce(policy& here, Iterator first,
                                                              Iterator last) {
  return reduce(here, first, last, thrust::detail::it_value_t<Iterator>(0));
}

template <class Iterator, class Out, class Operator>
_CCCL_HOST_DEVICE Out inclusive_scan(policy&, Iterator first, Iterator last, Out out,
                                     Operator add) {
  using Sum = thrust::detail::it_value_t<Iterator>;
  const long long count = last - first;
  ::larder_cccl::inclusive_scan<Sum>(items(first), out, count, add);
  return out + count;
}

template <class Iterator, class Out>
_CCCL_HOST_DEVICE Out inclusive_scan(policy& here, Iterator first, Iterator last, Out out) {
  return inclusive_scan(here, first, last, out, thrust::plus<>());
}

template <class Iterator, class Out, class Init, class Operator>
_CCCL_HOST_DEVICE Out inclusive_scan(policy&, Iterator first, Iterator last, Out out, Init init,
                                     Operator add) {
  using Sum = ::cuda::std::__accumulator_t<Operator, thrust::detail::it_value_t<Iterator>, Init>;
  const long long count = last - first;
  ::larder_cccl::inclusive_scan<Sum>(items(first), out, 0, count, static_cast<Sum>(init), add);
  return out + count;
}

template <class Iterator, class Out, class Init, class Operator>
_CCCL_HOST_DEVICE Out exclusive_scan(policy&, Iterator first, Iterator last, Out out, Init init,
                                     Operator add) {
  const long long count = last - first;
  ::larder_cccl::exclusive_scan<Init>(items(first), out, count, init, add);
  return out + count;
}

template <class Iterator, class Out, class Init>
_CCCL_HOST_DEVICE Out exclusive_scan(policy& here, Iterator first, Iterator last, Out out,
                                     Init init) {
  return exclusive_scan(here, first, last, out, init, thrust::plus<>());
}

template <class Iterator, class Out>
_CCCL_HOST_DEVICE Out exclusive_scan(policy& here, Iterator first, Iterator last, Out out) {
  return exclusive_scan(here, first, last, out, thrust::detail::it_value_t<Iterator>());
}

}  // namespace larder_cpu
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_THRUST_SUMS_H
