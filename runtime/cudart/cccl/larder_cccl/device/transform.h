// cub::DeviceTransform.
#ifndef LARDER_CCCL_DEVICE_TRANSFORM_H
#define LARDER_CCCL_DEVICE_TRANSFORM_H

#include <cuda/std/tuple>

#include "larder_cccl/device/choice.h"

CUB_NAMESPACE_BEGIN

struct DeviceTransform {
  template <class... Ins, class Out, class Count, class Operation>
  LARDER_CCCL_CALL cudaError_t Transform(::cuda::std::tuple<Ins...> ins, Out out, Count count,
                                         Operation operation, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceTransform>(
        stream, [&](auto gpu) { return gpu.Transform(ins, out, count, operation, stream); },
        [=]() mutable {
          for (Count i = 0; i < count; ++i)
            out[i] = ::cuda::std::apply([&](auto&... in) { return operation(in[i]...); }, ins);
        });
  }

  template <class In, class Out, class Count, class Operation>
  LARDER_CCCL_CALL cudaError_t Transform(In in, Out out, Count count, Operation operation,
                                         cudaStream_t stream = nullptr) {
    return Transform(::cuda::std::make_tuple(in), out, count, operation, stream);
  }

  /// The operation may ask for the address of its arguments.
  template <class Ins, class Out, class Count, class Operation>
  LARDER_CCCL_CALL cudaError_t TransformStableArgumentAddresses(Ins ins, Out out, Count count,
                                                                Operation operation,
                                                                cudaStream_t stream = nullptr) {
    return Transform(ins, out, count, operation, stream);
  }

  LARDER_CCCL_WITHOUT_MEMORY(Transform)
  LARDER_CCCL_WITHOUT_MEMORY(TransformStableArgumentAddresses)
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_TRANSFORM_H
