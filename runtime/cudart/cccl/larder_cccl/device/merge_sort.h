// cub::DeviceMergeSort.
#ifndef LARDER_CCCL_DEVICE_MERGE_SORT_H
#define LARDER_CCCL_DEVICE_MERGE_SORT_H

#include <algorithm>
#include <cub/detail/type_traits.cuh>
#include <vector>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

template <class T>
using ItemOf = CUB_NS_QUALIFIER::detail::it_value_t<T>;

/// Sorts items, and keeps the order of equal ones.
template <class In, class Out, class Less>
void merge_sort(In in, Out out, long long count, Less& less) {
  std::vector<ItemOf<In>> items(in, in + count);
  std::stable_sort(items.begin(), items.end(),
                   [&](const auto& a, const auto& b) { return static_cast<bool>(less(a, b)); });
  for (long long i = 0; i < count; ++i) out[i] = items[i];
}

/// The same of keys, with their values.
template <class Keys, class Values, class KeysOut, class ValuesOut, class Less>
void merge_sort_pairs(Keys keys, Values values, KeysOut keys_out, ValuesOut values_out,
                      long long count, Less& less) {
  const std::vector<ItemOf<Keys>> old_keys(keys, keys + count);
  const std::vector<ItemOf<Values>> old_values(values, values + count);
  std::vector<long long> places(count);
  for (long long i = 0; i < count; ++i) places[i] = i;
  std::stable_sort(places.begin(), places.end(), [&](long long a, long long b) {
    return static_cast<bool>(less(old_keys[a], old_keys[b]));
  });
  for (long long i = 0; i < count; ++i) {
    keys_out[i] = old_keys[places[i]];
    values_out[i] = old_values[places[i]];
  }
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceMergeSort {
  template <class Keys, class Count, class Less>
  static cudaError_t SortKeys(void* temporary, size_t& bytes, Keys keys, Count count, Less less,
                              cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.SortKeys(temporary, bytes, keys, count, less, stream); },
        [=]() mutable { ::larder_cccl::merge_sort(keys, keys, count, less); });
  }

  template <class Keys, class Values, class Count, class Less>
  static cudaError_t SortPairs(void* temporary, size_t& bytes, Keys keys, Values values,
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
  static cudaError_t SortKeysCopy(void* temporary, size_t& bytes, Keys keys, KeysOut keys_out,
                                  Count count, Less less, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortKeysCopy(temporary, bytes, keys, keys_out, count, less, stream);
        },
        [=]() mutable { ::larder_cccl::merge_sort(keys, keys_out, count, less); });
  }

  template <class Keys, class Count, class Less>
  static cudaError_t StableSortKeys(void* temporary, size_t& bytes, Keys keys, Count count,
                                    Less less, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.StableSortKeys(temporary, bytes, keys, count, less, stream); },
        [=]() mutable { ::larder_cccl::merge_sort(keys, keys, count, less); });
  }

  template <class Keys, class Values, class Count, class Less>
  static cudaError_t StableSortPairs(void* temporary, size_t& bytes, Keys keys, Values values,
                                     Count count, Less less, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.StableSortPairs(temporary, bytes, keys, values, count, less, stream);
        },
        [=]() mutable {
          ::larder_cccl::merge_sort_pairs(keys, values, keys, values, count, less);
        });
  }

  template <class Keys, class KeysOut, class Count, class Less>
  static cudaError_t StableSortKeysCopy(void* temporary, size_t& bytes, Keys keys, KeysOut keys_out,
                                        Count count, Less less, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceMergeSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.StableSortKeysCopy(temporary, bytes, keys, keys_out, count, less, stream);
        },
        [=]() mutable { ::larder_cccl::merge_sort(keys, keys_out, count, less); });
  }

  template <class Keys, class Values, class KeysOut, class ValuesOut, class Count, class Less>
  static cudaError_t SortPairsCopy(void* temporary, size_t& bytes, Keys keys, Values values,
                                   KeysOut keys_out, ValuesOut values_out, Count count, Less less,
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
