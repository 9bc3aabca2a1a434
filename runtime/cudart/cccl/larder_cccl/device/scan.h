// cub::DeviceScan.
#ifndef LARDER_CCCL_DEVICE_SCAN_H
#define LARDER_CCCL_DEVICE_SCAN_H

#include <cub/detail/type_traits.cuh>
#include <cub/util_type.cuh>
#include <cuda/std/cstdint>
#include <cuda/std/functional>

#include "larder_cccl/device/choice.h"
#include "larder_cccl/device/sums.h"

namespace larder_cccl {

template <class In, class Operator, class Init>
using ScanOf =
    ::cuda::std::__accumulator_t<Operator, CUB_NS_QUALIFIER::detail::it_value_t<In>, Init>;

/// Calls `scan`(first item, number of items) for each run of equal keys.
template <class Keys, class Equal, class Scan>
_CCCL_HOST_DEVICE void for_each_run(Keys keys, long long count, Equal& equal, Scan scan) {
  for (long long begin = 0, end = 0; begin < count; begin = end) {
    for (end = begin + 1; end < count && equal(keys[end - 1], keys[end]);) ++end;
    scan(begin, end - begin);
  }
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceScan {
  template <class In, class Out, class Operator, class Init, class Count>
  LARDER_CCCL_CALL cudaError_t ExclusiveScan(void* temporary, size_t& bytes, In in, Out out,
                                             Operator add, Init init, Count count,
                                             cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceScan>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.ExclusiveScan(temporary, bytes, in, out, add, init, count, stream);
        },
        [=]() mutable { exclusive<Init>(in, out, count, add, init); });
  }

  template <class In, class Out, class Operator, class Init, class Pointer, class Count>
  LARDER_CCCL_CALL cudaError_t ExclusiveScan(void* temporary, size_t& bytes, In in, Out out,
                                             Operator add, FutureValue<Init, Pointer> init,
                                             Count count, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceScan>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.ExclusiveScan(temporary, bytes, in, out, add, init, count, stream);
        },
        [=]() mutable { exclusive<Init>(in, out, count, add, init); });
  }

  template <class Iterator, class Operator, class Init, class Count>
  LARDER_CCCL_CALL cudaError_t ExclusiveScan(void* temporary, size_t& bytes, Iterator data,
                                             Operator add, Init init, Count count,
                                             cudaStream_t stream = nullptr) {
    return ExclusiveScan(temporary, bytes, data, data, add, init, count, stream);
  }

  template <class In, class Out, class Count>
  LARDER_CCCL_CALL cudaError_t ExclusiveSum(void* temporary, size_t& bytes, In in, Out out,
                                            Count count, cudaStream_t stream = nullptr) {
    return ExclusiveScan(temporary, bytes, in, out, ::cuda::std::plus<>(), detail::it_value_t<In>(),
                         count, stream);
  }

  template <class Iterator, class Count>
  LARDER_CCCL_CALL cudaError_t ExclusiveSum(void* temporary, size_t& bytes, Iterator data,
                                            Count count, cudaStream_t stream = nullptr) {
    return ExclusiveSum(temporary, bytes, data, data, count, stream);
  }

  template <class In, class Out, class Operator, class Count>
  LARDER_CCCL_CALL cudaError_t InclusiveScan(void* temporary, size_t& bytes, In in, Out out,
                                             Operator add, Count count,
                                             cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceScan>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.InclusiveScan(temporary, bytes, in, out, add, count, stream); },
        [=]() mutable { inclusive(in, out, count, add); });
  }

  template <class Iterator, class Operator, class Count>
  LARDER_CCCL_CALL cudaError_t InclusiveScan(void* temporary, size_t& bytes, Iterator data,
                                             Operator add, Count count,
                                             cudaStream_t stream = nullptr) {
    return InclusiveScan(temporary, bytes, data, data, add, count, stream);
  }

  template <class In, class Out, class Operator, class Init, class Count>
  LARDER_CCCL_CALL cudaError_t InclusiveScanInit(void* temporary, size_t& bytes, In in, Out out,
                                                 Operator add, Init init, Count count,
                                                 cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceScan>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.InclusiveScanInit(temporary, bytes, in, out, add, init, count, stream);
        },
        [=]() mutable {
          using Sum = ::larder_cccl::ScanOf<In, Operator, Init>;
          ::larder_cccl::inclusive_scan<Sum>(in, out, 0, count, static_cast<Sum>(init), add);
        });
  }

  template <class In, class Out, class Count>
  LARDER_CCCL_CALL cudaError_t InclusiveSum(void* temporary, size_t& bytes, In in, Out out,
                                            Count count, cudaStream_t stream = nullptr) {
    return InclusiveScan(temporary, bytes, in, out, ::cuda::std::plus<>(), count, stream);
  }

  template <class Iterator, class Count>
  LARDER_CCCL_CALL cudaError_t InclusiveSum(void* temporary, size_t& bytes, Iterator data,
                                            Count count, cudaStream_t stream = nullptr) {
    return InclusiveSum(temporary, bytes, data, data, count, stream);
  }

  template <class Keys, class Values, class Out, class Operator, class Init,
            class Equal = ::cuda::std::equal_to<>, class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t ExclusiveScanByKey(void* temporary, size_t& bytes, Keys keys,
                                                  Values values, Out out, Operator add, Init init,
                                                  Count count, Equal equal = Equal(),
                                                  cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceScan>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.ExclusiveScanByKey(temporary, bytes, keys, values, out, add, init, count,
                                        equal, stream);
        },
        [=]() mutable {
          ::larder_cccl::for_each_run(keys, count, equal, [&](long long begin, long long size) {
            exclusive<Init>(values + begin, out + begin, size, add, init);
          });
        });
  }

  template <class Keys, class Values, class Out, class Equal = ::cuda::std::equal_to<>,
            class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t ExclusiveSumByKey(void* temporary, size_t& bytes, Keys keys,
                                                 Values values, Out out, Count count,
                                                 Equal equal = Equal(),
                                                 cudaStream_t stream = nullptr) {
    return ExclusiveScanByKey(temporary, bytes, keys, values, out, ::cuda::std::plus<>(),
                              detail::it_value_t<Values>(), count, equal, stream);
  }

  template <class Keys, class Values, class Out, class Operator,
            class Equal = ::cuda::std::equal_to<>, class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t InclusiveScanByKey(void* temporary, size_t& bytes, Keys keys,
                                                  Values values, Out out, Operator add, Count count,
                                                  Equal equal = Equal(),
                                                  cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceScan>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.InclusiveScanByKey(temporary, bytes, keys, values, out, add, count, equal,
                                        stream);
        },
        [=]() mutable {
          ::larder_cccl::for_each_run(keys, count, equal, [&](long long begin, long long size) {
            inclusive(values + begin, out + begin, size, add);
          });
        });
  }

  template <class Keys, class Values, class Out, class Equal = ::cuda::std::equal_to<>,
            class Count = ::cuda::std::uint32_t>
  LARDER_CCCL_CALL cudaError_t InclusiveSumByKey(void* temporary, size_t& bytes, Keys keys,
                                                 Values values, Out out, Count count,
                                                 Equal equal = Equal(),
                                                 cudaStream_t stream = nullptr) {
    return InclusiveScanByKey(temporary, bytes, keys, values, out, ::cuda::std::plus<>(), count,
                              equal, stream);
  }

 private:
  template <class Init, class In, class Out, class Operator>
  static void exclusive(In in, Out out, long long count, Operator& add, Init init) {
    using Sum = ::larder_cccl::ScanOf<In, Operator, Init>;
    ::larder_cccl::exclusive_scan<Sum>(in, out, count, static_cast<Sum>(init), add);
  }

  template <class In, class Out, class Operator>
  static void inclusive(In in, Out out, long long count, Operator& add) {
    using Sum = ::larder_cccl::ScanOf<In, Operator, detail::it_value_t<In>>;
    ::larder_cccl::inclusive_scan<Sum>(in, out, count, add);
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_SCAN_H
