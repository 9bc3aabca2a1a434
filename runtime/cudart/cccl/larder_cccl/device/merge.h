// cub::DeviceMerge.
#ifndef LARDER_CCCL_DEVICE_MERGE_H
#define LARDER_CCCL_DEVICE_MERGE_H

#include <cuda/std/cstdint>
#include <cuda/std/functional>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

/// Calls `take`(whether from the second, place there, place in the output) in merged order; of
/// equal keys the first input's come first.
template <class Keys1, class Keys2, class Less, class Take>
_CCCL_HOST_DEVICE void merge(Keys1 keys1, long long count1, Keys2 keys2, long long count2,
                             Less& less, Take take) {
  for (long long i = 0, j = 0; i + j < count1 + count2;) {
    const bool second = i == count1 || (j < count2 && less(keys2[j], keys1[i]));
    take(second, second ? j : i, i + j);
    ++(second ? j : i);
  }
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceMerge {
  template <class Keys1, class Keys2, class Out, class Less = ::cuda::std::less<>>
  LARDER_CCCL_CALL cudaError_t MergeKeys(void* temporary, size_t& bytes, Keys1 keys1,
                                         ::cuda::std::int64_t count1, Keys2 keys2,
                                         ::cuda::std::int64_t count2, Out out, Less less = {},
                                         cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMerge>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.MergeKeys(temporary, bytes, keys1, count1, keys2, count2, out, less, stream);
        },
        [=]() mutable {
          const auto take = [&](bool second, long long from, long long to) {
            if (second)
              out[to] = keys2[from];
            else
              out[to] = keys1[from];
          };
          ::larder_cccl::merge(keys1, count1, keys2, count2, less, take);
        });
  }

  template <class Keys1, class Values1, class Keys2, class Values2, class Out, class ValuesOut,
            class Less = ::cuda::std::less<>>
  LARDER_CCCL_CALL cudaError_t MergePairs(void* temporary, size_t& bytes, Keys1 keys1,
                                          Values1 values1, ::cuda::std::int64_t count1, Keys2 keys2,
                                          Values2 values2, ::cuda::std::int64_t count2, Out out,
                                          ValuesOut values_out, Less less = {},
                                          cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMerge>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.MergePairs(temporary, bytes, keys1, values1, count1, keys2, values2, count2,
                                out, values_out, less, stream);
        },
        [=]() mutable {
          const auto take = [&](bool second, long long from, long long to) {
            if (second) {
              out[to] = keys2[from];
              values_out[to] = values2[from];
            } else {
              out[to] = keys1[from];
              values_out[to] = values1[from];
            }
          };
          ::larder_cccl::merge(keys1, count1, keys2, count2, less, take);
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_MERGE_H
