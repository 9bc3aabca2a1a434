// The launcher of CUB's and Thrust's own kernels, which can be made and not used.
#ifndef LARDER_CCCL_TRIPLE_CHEVRON_HOST_H
#define LARDER_CCCL_TRIPLE_CHEVRON_HOST_H

#include <thrust/detail/config.h>

THRUST_NAMESPACE_BEGIN
namespace cuda_cub {
namespace detail {

struct triple_chevron {
  triple_chevron(dim3 /*grid*/, dim3 /*block*/, size_t /*bytes*/ = 0,
                 cudaStream_t /*stream*/ = nullptr, bool /*dependent*/ = false) {}
  template <class Kernel, class... Arguments>
  LARDER_CCCL_ABSENT("kernels of CUB's and Thrust's own")
  cudaError_t doit(Kernel kernel, const Arguments&... arguments) const;
};

}  // namespace detail
}  // namespace cuda_cub
THRUST_NAMESPACE_END

#endif  // LARDER_CCCL_TRIPLE_CHEVRON_HOST_H
