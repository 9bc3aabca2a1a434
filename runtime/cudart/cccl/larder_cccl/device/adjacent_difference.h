// cub::DeviceAdjacentDifference.
#ifndef LARDER_CCCL_DEVICE_ADJACENT_DIFFERENCE_H
#define LARDER_CCCL_DEVICE_ADJACENT_DIFFERENCE_H

#include <cub/detail/type_traits.cuh>
#include <cuda/std/cstdint>
#include <cuda/std/functional>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

/// out[i] = of(in[i], in[i - 1]); the first is copied. `out` may be `in`.
template <class In, class Out, class Operation>
_CCCL_HOST_DEVICE void differ_left(In in, Out out, long long count, Operation& of) {
  if (count <= 0) return;
  CUB_NS_QUALIFIER::detail::it_value_t<In> before = in[0];
  out[0] = before;
  for (long long i = 1; i < count; ++i) {
    const CUB_NS_QUALIFIER::detail::it_value_t<In> item = in[i];
    out[i] = of(item, before);
    before = item;
  }
}

/// out[i] = of(in[i], in[i + 1]); the last is copied. `out` may be `in`.
template <class In, class Out, class Operation>
_CCCL_HOST_DEVICE void differ_right(In in, Out out, long long count, Operation& of) {
  for (long long i = 0; i + 1 < count; ++i) out[i] = of(in[i], in[i + 1]);
  if (count > 0) out[count - 1] = in[count - 1];
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceAdjacentDifference {
  template <class In, class Out, class Operation = ::cuda::std::minus<>,
            class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t SubtractLeftCopy(void* temporary, size_t& bytes, In in, Out out,
                                                Count count, Operation operation = {},
                                                cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceAdjacentDifference>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SubtractLeftCopy(temporary, bytes, in, out, count, operation, stream);
        },
        [=]() mutable { ::larder_cccl::differ_left(in, out, count, operation); });
  }

  template <class In, class Out, class Operation = ::cuda::std::minus<>,
            class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t SubtractRightCopy(void* temporary, size_t& bytes, In in, Out out,
                                                 Count count, Operation operation = {},
                                                 cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceAdjacentDifference>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SubtractRightCopy(temporary, bytes, in, out, count, operation, stream);
        },
        [=]() mutable { ::larder_cccl::differ_right(in, out, count, operation); });
  }

  template <class Iterator, class Operation = ::cuda::std::minus<>,
            class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t SubtractLeft(void* temporary, size_t& bytes, Iterator data,
                                            Count count, Operation operation = {},
                                            cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceAdjacentDifference>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SubtractLeft(temporary, bytes, data, count, operation, stream);
        },
        [=]() mutable { ::larder_cccl::differ_left(data, data, count, operation); });
  }

  template <class Iterator, class Operation = ::cuda::std::minus<>,
            class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t SubtractRight(void* temporary, size_t& bytes, Iterator data,
                                             Count count, Operation operation = {},
                                             cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceAdjacentDifference>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SubtractRight(temporary, bytes, data, count, operation, stream);
        },
        [=]() mutable { ::larder_cccl::differ_right(data, data, count, operation); });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_ADJACENT_DIFFERENCE_H
