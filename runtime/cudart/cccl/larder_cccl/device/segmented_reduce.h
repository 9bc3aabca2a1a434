// cub::DeviceSegmentedReduce.
#ifndef LARDER_CCCL_DEVICE_SEGMENTED_REDUCE_H
#define LARDER_CCCL_DEVICE_SEGMENTED_REDUCE_H

#include "larder_cccl/device/choice.h"
#include "larder_cccl/device/reductions.h"

CUB_NAMESPACE_BEGIN

struct DeviceSegmentedReduce {
  template <class In, class Out, class Begins, class Ends, class Operator, class Init>
  LARDER_CCCL_CALL cudaError_t Reduce(void* temporary, size_t& bytes, In in, Out out,
                                      ::cuda::std::int64_t segments, Begins begins, Ends ends,
                                      Operator add, Init init, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedReduce>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.Reduce(temporary, bytes, in, out, segments, begins, ends, add, init, stream);
        },
        [=]() mutable {
          for (::cuda::std::int64_t i = 0; i < segments; ++i) {
            const auto begin = begins[i];
            out[i] = ::larder_cccl::reduced_from(
                init, in + begin, static_cast<long long>(ends[i]) - static_cast<long long>(begin),
                add);
          }
        });
  }

  template <class In, class Out, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t Sum(void* temporary, size_t& bytes, In in, Out out,
                                   ::cuda::std::int64_t segments, Begins begins, Ends ends,
                                   cudaStream_t stream = nullptr) {
    return Reduce(temporary, bytes, in, out, segments, begins, ends, ::cuda::std::plus<>(),
                  detail::non_void_value_t<Out, detail::it_value_t<In>>(), stream);
  }

  template <class In, class Out, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t Min(void* temporary, size_t& bytes, In in, Out out,
                                   ::cuda::std::int64_t segments, Begins begins, Ends ends,
                                   cudaStream_t stream = nullptr) {
    return Reduce(temporary, bytes, in, out, segments, begins, ends, ::cuda::minimum<>(),
                  ::cuda::std::numeric_limits<detail::it_value_t<In>>::max(), stream);
  }

  template <class In, class Out, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t Max(void* temporary, size_t& bytes, In in, Out out,
                                   ::cuda::std::int64_t segments, Begins begins, Ends ends,
                                   cudaStream_t stream = nullptr) {
    return Reduce(temporary, bytes, in, out, segments, begins, ends, ::cuda::maximum<>(),
                  ::cuda::std::numeric_limits<detail::it_value_t<In>>::lowest(), stream);
  }

  template <class In, class Out, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t ArgMin(void* temporary, size_t& bytes, In in, Out out,
                                      ::cuda::std::int64_t segments, Begins begins, Ends ends,
                                      cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedReduce>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.ArgMin(temporary, bytes, in, out, segments, begins, ends, stream);
        },
        [=]() mutable {
          for (::cuda::std::int64_t i = 0; i < segments; ++i)
            ::larder_cccl::put_best(
                in + begins[i], out + i,
                static_cast<long long>(ends[i]) - static_cast<long long>(begins[i]),
                ::cuda::std::less<>(), ::cuda::std::numeric_limits<detail::it_value_t<In>>::max());
        });
  }

  template <class In, class Out, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t ArgMax(void* temporary, size_t& bytes, In in, Out out,
                                      ::cuda::std::int64_t segments, Begins begins, Ends ends,
                                      cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedReduce>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.ArgMax(temporary, bytes, in, out, segments, begins, ends, stream);
        },
        [=]() mutable {
          for (::cuda::std::int64_t i = 0; i < segments; ++i)
            ::larder_cccl::put_best(
                in + begins[i], out + i,
                static_cast<long long>(ends[i]) - static_cast<long long>(begins[i]),
                ::cuda::std::greater<>(),
                ::cuda::std::numeric_limits<detail::it_value_t<In>>::lowest());
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_SEGMENTED_REDUCE_H
