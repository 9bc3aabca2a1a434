// cub::DeviceFor.
#ifndef LARDER_CCCL_DEVICE_FOR_H
#define LARDER_CCCL_DEVICE_FOR_H

#include <cub/detail/type_traits.cuh>

#include "larder_cccl/device/choice.h"

CUB_NAMESPACE_BEGIN

struct DeviceFor {
  template <class Shape, class Operation>
  LARDER_CCCL_CALL cudaError_t Bulk(Shape shape, Operation operation,
                                    cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceFor>(
        stream, [&](auto gpu) { return gpu.Bulk(shape, operation, stream); },
        [=]() mutable {
          for (Shape i = 0; i < shape; ++i) operation(i);
        });
  }

  template <class Iterator, class Count, class Operation>
  LARDER_CCCL_CALL cudaError_t ForEachN(Iterator first, Count count, Operation operation,
                                        cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceFor>(
        stream, [&](auto gpu) { return gpu.ForEachN(first, count, operation, stream); },
        [=]() mutable {
          for (Count i = 0; i < count; ++i) operation(first[i]);
        });
  }

  template <class Iterator, class Operation>
  LARDER_CCCL_CALL cudaError_t ForEach(Iterator first, Iterator last, Operation operation,
                                       cudaStream_t stream = nullptr) {
    return ForEachN(first, last - first, operation, stream);
  }

  template <class Iterator, class Count, class Operation>
  LARDER_CCCL_CALL cudaError_t ForEachCopyN(Iterator first, Count count, Operation operation,
                                            cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceFor>(
        stream, [&](auto gpu) { return gpu.ForEachCopyN(first, count, operation, stream); },
        [=]() mutable {
          for (Count i = 0; i < count; ++i) {
            detail::it_value_t<Iterator> item = first[i];
            operation(item);
          }
        });
  }

  template <class Iterator, class Operation>
  LARDER_CCCL_CALL cudaError_t ForEachCopy(Iterator first, Iterator last, Operation operation,
                                           cudaStream_t stream = nullptr) {
    return ForEachCopyN(first, last - first, operation, stream);
  }

  LARDER_CCCL_WITHOUT_MEMORY(Bulk)
  LARDER_CCCL_WITHOUT_MEMORY(ForEachN)
  LARDER_CCCL_WITHOUT_MEMORY(ForEach)
  LARDER_CCCL_WITHOUT_MEMORY(ForEachCopyN)
  LARDER_CCCL_WITHOUT_MEMORY(ForEachCopy)
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_FOR_H
