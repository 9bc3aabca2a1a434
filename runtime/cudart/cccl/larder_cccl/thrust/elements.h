// How host code reads, writes and swaps single elements of a device's memory: on the CPU in place.
// CCCL's own functions have other names (gpu_...), since no overload would suit better than those.
#ifndef LARDER_CCCL_THRUST_ELEMENTS_H
#define LARDER_CCCL_THRUST_ELEMENTS_H

#include <thrust/detail/raw_pointer_cast.h>
#include <thrust/iterator/iterator_traits.h>
#include <thrust/system/cuda/detail/cross_system.h>
#include <thrust/type_traits/is_trivially_relocatable.h>

#include <cuda/std/utility>

#include "larder_cccl/thrust/algorithms.h"

THRUST_NAMESPACE_BEGIN
namespace cuda_cub {

template <class Policy, class Pointer>
_CCCL_HOST_DEVICE thrust::detail::it_value_t<Pointer> get_value(execution_policy<Policy>& policy,
                                                                Pointer from) {
  if (::larder_cccl::on_cpu()) return *thrust::raw_pointer_cast(from);
  return gpu_get_value(policy, from);
}

template <class Policy, class To, class From>
_CCCL_HOST_DEVICE void assign_value(execution_policy<Policy>& policy, To to, From from) {
  if (::larder_cccl::on_cpu())
    *thrust::raw_pointer_cast(to) = *thrust::raw_pointer_cast(from);
  else if constexpr (thrust::is_indirectly_trivially_relocatable_to<From, To>::value)
    gpu_assign_value(policy, to, from);
  else
    LARDER_CCCL_THRUST_ON_GPU(gpu_assign_value(policy, to, from));
}

/// Between a device's memory and the host's.
template <class System1, class System2, class To, class From>
_CCCL_HOST_DEVICE void assign_value(cross_system<System1, System2>& systems, To to, From from) {
  if (::larder_cccl::on_cpu())
    *thrust::raw_pointer_cast(to) = *thrust::raw_pointer_cast(from);
  else
    gpu_assign_value(systems, to, from);
}

template <class Policy, class First, class Second>
_CCCL_HOST_DEVICE void iter_swap(execution_policy<Policy>& policy, First first, Second second) {
  using ::cuda::std::swap;
  if (::larder_cccl::on_cpu())
    swap(*thrust::raw_pointer_cast(first), *thrust::raw_pointer_cast(second));
  else
    gpu_iter_swap(policy, first, second);
}

}  // namespace cuda_cub
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_THRUST_ELEMENTS_H
