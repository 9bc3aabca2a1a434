// Thrust's sorts for devices, on the CPU. CCCL's for the host are not used: that of `int` takes
// negative numbers for large ones where `long` has 64 bits (CCCL 3.0).
#ifndef LARDER_CCCL_THRUST_SORTS_H
#define LARDER_CCCL_THRUST_SORTS_H

#include <thrust/functional.h>

#include <cuda/std/functional>
#include <cuda/std/type_traits>

#include "larder_cccl/device/keys.h"
#include "larder_cccl/device/sorted.h"
#include "larder_cccl/thrust/items.h"

THRUST_NAMESPACE_BEGIN
namespace larder_cpu {

template <class Less, template <class> class Order, class Key>
constexpr bool is_order =
    ::cuda::std::is_same<Less, Order<Key>>::value || ::cuda::std::is_same<Less, Order<void>>::value;
template <class Less, class Key>
constexpr bool is_descending =
    is_order<Less, ::cuda::std::greater, Key> || is_order<Less, thrust::greater, Key>;

/// Whether the order is that of keys' bits.
template <class Less, class Key>
constexpr bool is_radix_sorted =
    ::cuda::std::is_arithmetic<Key>::value && !::cuda::std::is_same<Key, bool>::value &&
    (is_descending<Less, Key> || is_order<Less, ::cuda::std::less, Key> ||
     is_order<Less, thrust::less, Key>);

template <class Iterator, class Less>
_CCCL_HOST_DEVICE void stable_sort(policy&, Iterator first, Iterator last, Less less) {
  using Key = thrust::detail::it_value_t<Iterator>;
  const long long count = last - first;
  const auto keys = thrust::try_unwrap_contiguous_iterator(first);
  if constexpr (is_radix_sorted<Less, Key>) {
    std::vector<Key> sorted(keys, keys + count);
    ::larder_cccl::sort_keys(sorted.data(), sorted.data(), sorted.size(),
                             {0, int(sizeof(Key) * 8), is_descending<Less, Key>});
    for (long long i = 0; i < count; ++i) keys[i] = sorted[i];
  } else {
    ::larder_cccl::merge_sort(keys, keys, count, less);
  }
}

template <class Keys, class Values, class Less>
_CCCL_HOST_DEVICE void stable_sort_by_key(policy&, Keys first, Keys last, Values values,
                                          Less less) {
  using Key = thrust::detail::it_value_t<Keys>;
  const long long count = last - first;
  const auto keys = thrust::try_unwrap_contiguous_iterator(first);
  const auto with = thrust::try_unwrap_contiguous_iterator(values);
  if constexpr (is_radix_sorted<Less, Key>) {
    const std::vector<Key> old(keys, keys + count);
    const auto places = ::larder_cccl::ranked(old.data(), old.size(),
                                              {0, int(sizeof(Key) * 8), is_descending<Less, Key>});
    ::larder_cccl::put_in_order(places, keys, with, keys, with);
  } else {
    ::larder_cccl::merge_sort_pairs(keys, with, keys, with, count, less);
  }
}

}  // namespace larder_cpu
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_THRUST_SORTS_H
