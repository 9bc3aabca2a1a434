// cub::DeviceSegmentedRadixSort.
#ifndef LARDER_CCCL_DEVICE_SEGMENTED_RADIX_SORT_H
#define LARDER_CCCL_DEVICE_SEGMENTED_RADIX_SORT_H

#include <cub/util_type.cuh>
#include <cuda/std/cstdint>

#include "larder_cccl/device/choice.h"
#include "larder_cccl/device/keys.h"

CUB_NAMESPACE_BEGIN

struct DeviceSegmentedRadixSort {
  template <class Key, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortKeys(void* temporary, size_t& bytes, const Key* in, Key* out,
                                        int count, int segments, Begins begins, Ends ends,
                                        int begin_bit = 0, int end_bit = sizeof(Key) * 8,
                                        cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedRadixSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortKeys(temporary, bytes, in, out, count, segments, begins, ends, begin_bit,
                              end_bit, stream);
        },
        [=]() mutable {
          ::larder_cccl::sort_segments(
              ::larder_cccl::Segments<Begins, Ends>{segments, begins, ends}, in, out,
              {begin_bit, end_bit, false});
        });
  }

  template <class Key, class Value, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortPairs(void* temporary, size_t& bytes, const Key* keys,
                                         Key* keys_out, const Value* values, Value* values_out,
                                         int count, int segments, Begins begins, Ends ends,
                                         int begin_bit = 0, int end_bit = sizeof(Key) * 8,
                                         cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedRadixSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortPairs(temporary, bytes, keys, keys_out, values, values_out, count,
                               segments, begins, ends, begin_bit, end_bit, stream);
        },
        [=]() mutable {
          ::larder_cccl::sort_segments(
              ::larder_cccl::Segments<Begins, Ends>{segments, begins, ends}, keys, keys_out, values,
              values_out, {begin_bit, end_bit, false});
        });
  }

  template <class Key, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortKeys(void* temporary, size_t& bytes, DoubleBuffer<Key>& keys,
                                        int count, int segments, Begins begins, Ends ends,
                                        int begin_bit = 0, int end_bit = sizeof(Key) * 8,
                                        cudaStream_t stream = nullptr) {
    if (!::larder_cccl::on_cpu())
      return LARDER_CCCL_ON_GPU(GpuDeviceSegmentedRadixSort::SortKeys(
          temporary, bytes, keys, count, segments, begins, ends, begin_bit, end_bit, stream));
    const cudaError_t error =
        SortKeys(temporary, bytes, static_cast<const Key*>(keys.Current()), keys.Alternate(), count,
                 segments, begins, ends, begin_bit, end_bit, stream);
    if (temporary != nullptr) keys.selector ^= 1;
    return error;
  }

  template <class Key, class Value, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortPairs(void* temporary, size_t& bytes, DoubleBuffer<Key>& keys,
                                         DoubleBuffer<Value>& values, int count, int segments,
                                         Begins begins, Ends ends, int begin_bit = 0,
                                         int end_bit = sizeof(Key) * 8,
                                         cudaStream_t stream = nullptr) {
    if (!::larder_cccl::on_cpu())
      return LARDER_CCCL_ON_GPU(
          GpuDeviceSegmentedRadixSort::SortPairs(temporary, bytes, keys, values, count, segments,
                                                 begins, ends, begin_bit, end_bit, stream));
    const cudaError_t error =
        SortPairs(temporary, bytes, static_cast<const Key*>(keys.Current()), keys.Alternate(),
                  static_cast<const Value*>(values.Current()), values.Alternate(), count, segments,
                  begins, ends, begin_bit, end_bit, stream);
    if (temporary != nullptr) keys.selector ^= 1;
    if (temporary != nullptr) values.selector ^= 1;
    return error;
  }

  template <class Key, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortKeysDescending(void* temporary, size_t& bytes, const Key* in,
                                                  Key* out, int count, int segments, Begins begins,
                                                  Ends ends, int begin_bit = 0,
                                                  int end_bit = sizeof(Key) * 8,
                                                  cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedRadixSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortKeysDescending(temporary, bytes, in, out, count, segments, begins, ends,
                                        begin_bit, end_bit, stream);
        },
        [=]() mutable {
          ::larder_cccl::sort_segments(
              ::larder_cccl::Segments<Begins, Ends>{segments, begins, ends}, in, out,
              {begin_bit, end_bit, true});
        });
  }

  template <class Key, class Value, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortPairsDescending(void* temporary, size_t& bytes, const Key* keys,
                                                   Key* keys_out, const Value* values,
                                                   Value* values_out, int count, int segments,
                                                   Begins begins, Ends ends, int begin_bit = 0,
                                                   int end_bit = sizeof(Key) * 8,
                                                   cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSegmentedRadixSort>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.SortPairsDescending(temporary, bytes, keys, keys_out, values, values_out,
                                         count, segments, begins, ends, begin_bit, end_bit, stream);
        },
        [=]() mutable {
          ::larder_cccl::sort_segments(
              ::larder_cccl::Segments<Begins, Ends>{segments, begins, ends}, keys, keys_out, values,
              values_out, {begin_bit, end_bit, true});
        });
  }

  template <class Key, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortKeysDescending(void* temporary, size_t& bytes,
                                                  DoubleBuffer<Key>& keys, int count, int segments,
                                                  Begins begins, Ends ends, int begin_bit = 0,
                                                  int end_bit = sizeof(Key) * 8,
                                                  cudaStream_t stream = nullptr) {
    if (!::larder_cccl::on_cpu())
      return LARDER_CCCL_ON_GPU(GpuDeviceSegmentedRadixSort::SortKeysDescending(
          temporary, bytes, keys, count, segments, begins, ends, begin_bit, end_bit, stream));
    const cudaError_t error = SortKeysDescending(
        temporary, bytes, static_cast<const Key*>(keys.Current()), keys.Alternate(), count,
        segments, begins, ends, begin_bit, end_bit, stream);
    if (temporary != nullptr) keys.selector ^= 1;
    return error;
  }

  template <class Key, class Value, class Begins, class Ends>
  LARDER_CCCL_CALL cudaError_t SortPairsDescending(void* temporary, size_t& bytes,
                                                   DoubleBuffer<Key>& keys,
                                                   DoubleBuffer<Value>& values, int count,
                                                   int segments, Begins begins, Ends ends,
                                                   int begin_bit = 0, int end_bit = sizeof(Key) * 8,
                                                   cudaStream_t stream = nullptr) {
    if (!::larder_cccl::on_cpu())
      return LARDER_CCCL_ON_GPU(GpuDeviceSegmentedRadixSort::SortPairsDescending(
          temporary, bytes, keys, values, count, segments, begins, ends, begin_bit, end_bit,
          stream));
    const cudaError_t error = SortPairsDescending(
        temporary, bytes, static_cast<const Key*>(keys.Current()), keys.Alternate(),
        static_cast<const Value*>(values.Current()), values.Alternate(), count, segments, begins,
        ends, begin_bit, end_bit, stream);
    if (temporary != nullptr) keys.selector ^= 1;
    if (temporary != nullptr) values.selector ^= 1;
    return error;
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_SEGMENTED_RADIX_SORT_H
