// The values behind the iterators of a device, for algorithms on the CPU.
#ifndef LARDER_CCCL_THRUST_ITEMS_H
#define LARDER_CCCL_THRUST_ITEMS_H

#include <thrust/iterator/iterator_traits.h>
#include <thrust/type_traits/is_contiguous_iterator.h>

#include "larder_cccl/thrust/algorithms.h"

THRUST_NAMESPACE_BEGIN
namespace larder_cpu {

/// The values behind an iterator, which may refer to a device's memory.
template <class Iterator>
struct Items {
  Iterator first;
  _CCCL_HOST_DEVICE thrust::detail::it_value_t<Iterator> operator[](long long i) const {
    return first[i];
  }
  _CCCL_HOST_DEVICE Items operator+(long long step) const { return {first + step}; }
};

template <class Iterator>
_CCCL_HOST_DEVICE auto items(Iterator first) {
  return Items<decltype(thrust::try_unwrap_contiguous_iterator(first))>{
      thrust::try_unwrap_contiguous_iterator(first)};
}

}  // namespace larder_cpu
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_THRUST_ITEMS_H
