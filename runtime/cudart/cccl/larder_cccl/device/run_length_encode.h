// cub::DeviceRunLengthEncode.
#ifndef LARDER_CCCL_DEVICE_RUN_LENGTH_ENCODE_H
#define LARDER_CCCL_DEVICE_RUN_LENGTH_ENCODE_H

#include <cub/detail/type_traits.cuh>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

/// Calls `put`(first item, number of items) for each run of equal items.
template <class In, class Put>
_CCCL_HOST_DEVICE void find_runs(In in, long long count, Put put) {
  for (long long begin = 0, end = 0; begin < count; begin = end) {
    for (end = begin + 1; end < count && in[begin] == in[end];) ++end;
    put(begin, end - begin);
  }
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceRunLengthEncode {
  template <class In, class Unique, class Lengths, class Runs>
  LARDER_CCCL_CALL cudaError_t Encode(void* temporary, size_t& bytes, In in, Unique unique,
                                      Lengths lengths, Runs runs, int count,
                                      cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceRunLengthEncode>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.Encode(temporary, bytes, in, unique, lengths, runs, count, stream);
        },
        [=]() mutable {
          long long found = 0;
          ::larder_cccl::find_runs(in, count, [&](long long begin, long long length) {
            const detail::it_value_t<In> item = in[begin];
            unique[found] = item;
            lengths[found] = length;
            ++found;
          });
          *runs = found;
        });
  }

  template <class In, class Offsets, class Lengths, class Runs>
  LARDER_CCCL_CALL cudaError_t NonTrivialRuns(void* temporary, size_t& bytes, In in,
                                              Offsets offsets, Lengths lengths, Runs runs,
                                              int count, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceRunLengthEncode>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.NonTrivialRuns(temporary, bytes, in, offsets, lengths, runs, count, stream);
        },
        [=]() mutable {
          long long found = 0;
          ::larder_cccl::find_runs(in, count, [&](long long begin, long long length) {
            if (length == 1) return;
            offsets[found] = begin;
            lengths[found] = length;
            ++found;
          });
          *runs = found;
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_RUN_LENGTH_ENCODE_H
