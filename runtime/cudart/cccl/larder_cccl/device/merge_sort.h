// cub::DeviceMergeSort.
#ifndef LARDER_CCCL_DEVICE_MERGE_SORT_H
#define LARDER_CCCL_DEVICE_MERGE_SORT_H

#include <algorithm>
#include <cub/detail/type_traits.cuh>
#include <vector>

#include "larder_cccl/device/choice.h"
#include "larder_cccl/device/sorted.h"

CUB_NAMESPACE_BEGIN

// Every sort is stable, as CUB's own are.
struct DeviceMergeSort {
  template <class Keys, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t SortKeys(void* temporary, size_t& bytes, Keys keys, Count count,
                                        Less less, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.SortKeys(temporary, bytes, keys, count, less, stream); },
        [=]() mutable { ::larder_cccl::merge_sort(keys, keys, count, less); });
  }

  template <class Keys, class Values, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t SortPairs(void* temporary, size_t& bytes, Keys keys, Values values,
                                         Count count, Less less, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortPairs(temporary, bytes, keys, values, count, less, stream);
        },
        [=]() mutable {
          ::larder_cccl::merge_sort_pairs(keys, values, keys, values, count, less);
        });
  }

  template <class Keys, class KeysOut, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t SortKeysCopy(void* temporary, size_t& bytes, Keys keys,
                                            KeysOut keys_out, Count count, Less less,
                                            cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortKeysCopy(temporary, bytes, keys, keys_out, count, less, stream);
        },
        [=]() mutable { ::larder_cccl::merge_sort(keys, keys_out, count, less); });
  }

  template <class Keys, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t StableSortKeys(void* temporary, size_t& bytes, Keys keys,
                                              Count count, Less less,
                                              cudaStream_t stream = nullptr) {
    return SortKeys(temporary, bytes, keys, count, less, stream);
  }

  template <class Keys, class Values, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t StableSortPairs(void* temporary, size_t& bytes, Keys keys,
                                               Values values, Count count, Less less,
                                               cudaStream_t stream = nullptr) {
    return SortPairs(temporary, bytes, keys, values, count, less, stream);
  }

  template <class Keys, class KeysOut, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t StableSortKeysCopy(void* temporary, size_t& bytes, Keys keys,
                                                  KeysOut keys_out, Count count, Less less,
                                                  cudaStream_t stream = nullptr) {
    return SortKeysCopy(temporary, bytes, keys, keys_out, count, less, stream);
  }

  template <class Keys, class Values, class KeysOut, class ValuesOut, class Count, class Less>
  LARDER_CCCL_CALL cudaError_t SortPairsCopy(void* temporary, size_t& bytes, Keys keys,
                                             Values values, KeysOut keys_out, ValuesOut values_out,
                                             Count count, Less less,
                                             cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortPairsCopy(temporary, bytes, keys, values, keys_out, values_out, count,
                                   less, stream);
        },
        [=]() mutable {
          ::larder_cccl::merge_sort_pairs(keys, values, keys_out, values_out, count, less);
        });
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_MERGE_SORT_H
