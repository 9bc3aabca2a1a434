// cub::DeviceCopy.
#ifndef LARDER_CCCL_DEVICE_COPY_H
#define LARDER_CCCL_DEVICE_COPY_H

#include <cuda/std/cstdint>

#include "larder_cccl/device/choice.h"

CUB_NAMESPACE_BEGIN

struct DeviceCopy {
  template <class Ins, class Outs, class Sizes>
  LARDER_CCCL_CALL cudaError_t Batched(void* temporary, size_t& bytes, Ins ins, Outs outs,
                                       Sizes sizes, ::cuda::std::int64_t ranges,
                                       cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceCopy>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.Batched(temporary, bytes, ins, outs, sizes, ranges, stream); },
        [=]() mutable {
          for (::cuda::std::int64_t range = 0; range < ranges; ++range) {
            auto in = ins[range];
            auto out = outs[range];
            const auto size = static_cast<long long>(sizes[range]);
            for (long long i = 0; i < size; ++i) out[i] = in[i];
          }
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_COPY_H
