// cub::DeviceReduce.
#ifndef LARDER_CCCL_DEVICE_REDUCE_H
#define LARDER_CCCL_DEVICE_REDUCE_H

#include <cub/detail/type_traits.cuh>
#include <cub/thread/thread_operators.cuh>
#include <cub/util_type.cuh>
#include <cuda/functional>
#include <cuda/std/cstdint>
#include <cuda/std/functional>
#include <cuda/std/limits>
#include <cuda/std/utility>

#include "larder_cccl/device/choice.h"
#include "larder_cccl/device/reductions.h"
#include "larder_cccl/device/sums.h"

CUB_NAMESPACE_BEGIN

struct DeviceReduce {
  template <class In, class Out, class Operator, class Init, class Count>
  LARDER_CCCL_CALL cudaError_t Reduce(void* temporary, size_t& bytes, In in, Out out, Count count,
                                      Operator add, Init init, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.Reduce(temporary, bytes, in, out, count, add, init, stream); },
        [=]() mutable { *out = ::larder_cccl::reduced_from(init, in, count, add); });
  }

  template <class In, class Out, class Operator, class Transform, class Init, class Count>
  LARDER_CCCL_CALL cudaError_t TransformReduce(void* temporary, size_t& bytes, In in, Out out,
                                               Count count, Operator add, Transform transform,
                                               Init init, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.TransformReduce(temporary, bytes, in, out, count, add, transform, init,
                                     stream);
        },
        [=]() mutable {
          *out = ::larder_cccl::transform_reduced(in, count, add, transform, init);
        });
  }

  template <class In, class Out, class Count>
  LARDER_CCCL_CALL cudaError_t Sum(void* temporary, size_t& bytes, In in, Out out, Count count,
                                   cudaStream_t stream = nullptr) {
    using Init = detail::non_void_value_t<Out, detail::it_value_t<In>>;
    return Reduce(temporary, bytes, in, out, count, ::cuda::std::plus<>(), Init(), stream);
  }

  template <class In, class Out, class Count>
  LARDER_CCCL_CALL cudaError_t Min(void* temporary, size_t& bytes, In in, Out out, Count count,
                                   cudaStream_t stream = nullptr) {
    using Init = detail::it_value_t<In>;
    return Reduce(temporary, bytes, in, out, count, ::cuda::minimum<>(),
                  ::cuda::std::numeric_limits<Init>::max(), stream);
  }

  template <class In, class Out, class Count>
  LARDER_CCCL_CALL cudaError_t Max(void* temporary, size_t& bytes, In in, Out out, Count count,
                                   cudaStream_t stream = nullptr) {
    using Init = detail::it_value_t<In>;
    return Reduce(temporary, bytes, in, out, count, ::cuda::maximum<>(),
                  ::cuda::std::numeric_limits<Init>::lowest(), stream);
  }

  template <class In, class Out>
  LARDER_CCCL_CALL cudaError_t ArgMin(void* temporary, size_t& bytes, In in, Out out, int count,
                                      cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.ArgMin(temporary, bytes, in, out, count, stream); },
        [=]() mutable {
          ::larder_cccl::put_best(in, out, count, ::cuda::std::less<>(),
                                  ::cuda::std::numeric_limits<detail::it_value_t<In>>::max());
        });
  }

  template <class In, class Out>
  LARDER_CCCL_CALL cudaError_t ArgMax(void* temporary, size_t& bytes, In in, Out out, int count,
                                      cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.ArgMax(temporary, bytes, in, out, count, stream); },
        [=]() mutable {
          ::larder_cccl::put_best(in, out, count, ::cuda::std::greater<>(),
                                  ::cuda::std::numeric_limits<detail::it_value_t<In>>::lowest());
        });
  }

  template <class In, class Best, class Place>
  LARDER_CCCL_CALL cudaError_t ArgMin(void* temporary, size_t& bytes, In in, Best best, Place place,
                                      ::cuda::std::int64_t count, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.ArgMin(temporary, bytes, in, best, place, count, stream); },
        [=]() mutable {
          ::larder_cccl::put_best(in, best, place, count, ::cuda::std::less<>(),
                                  ::cuda::std::numeric_limits<detail::it_value_t<In>>::max());
        });
  }

  template <class In, class Best, class Place>
  LARDER_CCCL_CALL cudaError_t ArgMax(void* temporary, size_t& bytes, In in, Best best, Place place,
                                      ::cuda::std::int64_t count, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.ArgMax(temporary, bytes, in, best, place, count, stream); },
        [=]() mutable {
          ::larder_cccl::put_best(in, best, place, count, ::cuda::std::greater<>(),
                                  ::cuda::std::numeric_limits<detail::it_value_t<In>>::lowest());
        });
  }

  template <class Keys, class Unique, class Values, class Sums, class Runs, class Operator,
            class Count>
  LARDER_CCCL_CALL cudaError_t ReduceByKey(void* temporary, size_t& bytes, Keys keys, Unique unique,
                                           Values values, Sums sums, Runs runs, Operator add,
                                           Count count, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceReduce>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.ReduceByKey(temporary, bytes, keys, unique, values, sums, runs, add, count,
                                 stream);
        },
        [=]() mutable {
          *runs = ::larder_cccl::reduce_by_key(keys, unique, values, sums, count, add,
                                               ::cuda::std::equal_to<>());
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_REDUCE_H
