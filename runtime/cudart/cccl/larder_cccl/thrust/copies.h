// Copies between a device's memory and the host's.
#ifndef LARDER_CCCL_THRUST_COPIES_H
#define LARDER_CCCL_THRUST_COPIES_H

#include <thrust/distance.h>
#include <thrust/system/cuda/detail/cross_system.h>
#include <thrust/type_traits/is_trivially_relocatable.h>

#include "larder_cccl/thrust/algorithms.h"

THRUST_NAMESPACE_BEGIN
namespace cuda_cub {
namespace __copy {

template <class From, class To, class Iterator, class Size, class Out>
Out cross_system_copy_n(cross_system<From, To> systems, Iterator first, Size count, Out out) {
#if !defined(LARDER_SCAN)
  if (::larder_cccl::on_cpu()) {
    if (!::larder::simulator::in_kernel())
      throw_on_error(cudaStreamSynchronize(default_stream()), "before a copy on the CPU");
    thrust::larder_cpu::policy here;
    return copy_n(here, first, count, out);
  }
#endif
  if constexpr (thrust::is_indirectly_trivially_relocatable_to<Iterator, Out>::value)
    return gpu_cross_system_copy_n(systems, first, count, out);
  else
    LARDER_CCCL_THRUST_ON_GPU(gpu_cross_system_copy_n(systems, first, count, out));
  return out;
}

template <class From, class To, class Iterator, class Out>
Out cross_system_copy(cross_system<From, To> systems, Iterator first, Iterator last, Out out) {
  return cross_system_copy_n(systems, first, thrust::distance(first, last), out);
}

}  // namespace __copy
}  // namespace cuda_cub
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_THRUST_COPIES_H
