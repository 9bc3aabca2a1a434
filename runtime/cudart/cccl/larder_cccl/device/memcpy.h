// cub::DeviceMemcpy.
#ifndef LARDER_CCCL_DEVICE_MEMCPY_H
#define LARDER_CCCL_DEVICE_MEMCPY_H

#include <cstring>
#include <cuda/std/cstdint>

#include "larder_cccl/device/choice.h"

CUB_NAMESPACE_BEGIN

struct DeviceMemcpy {
  template <class Ins, class Outs, class Sizes>
  LARDER_CCCL_CALL cudaError_t Batched(void* temporary, size_t& bytes, Ins ins, Outs outs,
                                       Sizes sizes, ::cuda::std::int64_t buffers,
                                       cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMemcpy>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.Batched(temporary, bytes, ins, outs, sizes, buffers, stream); },
        [=]() mutable {
          for (::cuda::std::int64_t i = 0; i < buffers; ++i)
            std::memcpy(outs[i], ins[i], static_cast<size_t>(sizes[i]));
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_MEMCPY_H
