// The launcher of CUB's and Thrust's own kernels, which can be made and not used.
#ifndef LARDER_CCCL_TRIPLE_CHEVRON_HOST_H
#define LARDER_CCCL_TRIPLE_CHEVRON_HOST_H

#include <thrust/detail/config.h>

THRUST_NAMESPACE_BEGIN
namespace cuda_cub {
namespace detail {

struct triple_chevron {
  dim3 grid, block; size_t bytes; cudaStream_t stream;
  triple_chevron(dim3 g, dim3 b, size_t n = 0, cudaStream_t s = nullptr, bool = false) : grid(g), block(b), bytes(n), stream(s) {}
  template <class... P, class... A>
  cudaError_t doit(void (*kernel)(P...), const A&... arguments) const {
    return run<P...>(kernel, static_cast<P>(arguments)...);
  }
  template <class... P>
  cudaError_t run(void (*kernel)(P...), std::decay_t<P>... values) const {
    void* pointers[] = {&values...};
    return cudaLaunchKernel(reinterpret_cast<const void*>(kernel), grid, block, pointers, bytes, stream);
  }
};
}}
THRUST_NAMESPACE_END
#endif
