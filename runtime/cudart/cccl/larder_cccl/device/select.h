// cub::DeviceSelect.
#ifndef LARDER_CCCL_DEVICE_SELECT_H
#define LARDER_CCCL_DEVICE_SELECT_H

#include <cub/detail/type_traits.cuh>
#include <cuda/std/cstdint>
#include <cuda/std/functional>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

/// Copies the items for which `selects`(i, item) holds; gives their number. `out` may be `in`.
template <class In, class Out, class Selects>
_CCCL_HOST_DEVICE long long select(In in, Out out, long long count, Selects selects) {
  long long selected = 0;
  for (long long i = 0; i < count; ++i) {
    const CUB_NS_QUALIFIER::detail::it_value_t<In> item = in[i];
    if (selects(i, item)) out[selected++] = item;
  }
  return selected;
}

/// Copies the first key of each run of equal ones, and its value; gives the number of runs.
template <class Keys, class Values, class KeysOut, class ValuesOut, class Equal>
_CCCL_HOST_DEVICE long long unique_by_key(Keys keys, Values values, KeysOut keys_out,
                                          ValuesOut values_out, long long count, Equal equal) {
  using Key = CUB_NS_QUALIFIER::detail::it_value_t<Keys>;
  if (count <= 0) return 0;
  long long runs = 0;
  Key before = keys[0];
  for (long long i = 0; i < count; ++i) {
    const Key key = keys[i];
    const bool first = i == 0 || !equal(before, key);
    before = key;
    if (!first) continue;
    keys_out[runs] = key;
    values_out[runs] = values[i];
    ++runs;
  }
  return runs;
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceSelect {
  template <class In, class Flags, class Out, class Selected>
  LARDER_CCCL_CALL cudaError_t Flagged(void* temporary, size_t& bytes, In in, Flags flags, Out out,
                                       Selected selected, ::cuda::std::int64_t count,
                                       cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSelect>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.Flagged(temporary, bytes, in, flags, out, selected, count, stream);
        },
        [=]() mutable {
          *selected = ::larder_cccl::select(in, out, count, [&](long long i, const auto&) {
            return static_cast<bool>(flags[i]);
          });
        });
  }

  template <class Iterator, class Flags, class Selected>
  LARDER_CCCL_CALL cudaError_t Flagged(void* temporary, size_t& bytes, Iterator data, Flags flags,
                                       Selected selected, ::cuda::std::int64_t count,
                                       cudaStream_t stream = nullptr) {
    return Flagged(temporary, bytes, data, flags, data, selected, count, stream);
  }

  template <class In, class Out, class Selected, class Select>
  LARDER_CCCL_CALL cudaError_t If(void* temporary, size_t& bytes, In in, Out out, Selected selected,
                                  ::cuda::std::int64_t count, Select select,
                                  cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSelect>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.If(temporary, bytes, in, out, selected, count, select, stream);
        },
        [=]() mutable {
          *selected = ::larder_cccl::select(in, out, count, [&](long long, const auto& item) {
            return static_cast<bool>(select(item));
          });
        });
  }

  template <class Iterator, class Selected, class Select>
  LARDER_CCCL_CALL cudaError_t If(void* temporary, size_t& bytes, Iterator data, Selected selected,
                                  ::cuda::std::int64_t count, Select select,
                                  cudaStream_t stream = nullptr) {
    return If(temporary, bytes, data, data, selected, count, select, stream);
  }

  template <class In, class Flags, class Out, class Selected, class Select>
  LARDER_CCCL_CALL cudaError_t FlaggedIf(void* temporary, size_t& bytes, In in, Flags flags,
                                         Out out, Selected selected, ::cuda::std::int64_t count,
                                         Select select, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSelect>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.FlaggedIf(temporary, bytes, in, flags, out, selected, count, select, stream);
        },
        [=]() mutable {
          *selected = ::larder_cccl::select(in, out, count, [&](long long i, const auto&) {
            return static_cast<bool>(select(flags[i]));
          });
        });
  }

  template <class Iterator, class Flags, class Selected, class Select>
  LARDER_CCCL_CALL cudaError_t FlaggedIf(void* temporary, size_t& bytes, Iterator data, Flags flags,
                                         Selected selected, ::cuda::std::int64_t count,
                                         Select select, cudaStream_t stream = nullptr) {
    return FlaggedIf(temporary, bytes, data, flags, data, selected, count, select, stream);
  }

  template <class In, class Out, class Selected>
  LARDER_CCCL_CALL cudaError_t Unique(void* temporary, size_t& bytes, In in, Out out,
                                      Selected selected, ::cuda::std::int64_t count,
                                      cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSelect>(
        temporary, bytes, stream,
        [&](auto gpu) { return gpu.Unique(temporary, bytes, in, out, selected, count, stream); },
        [=]() mutable {
          detail::it_value_t<In> before{};
          *selected = ::larder_cccl::select(in, out, count, [&](long long i, const auto& item) {
            const bool first = i == 0 || !(before == item);
            before = item;
            return first;
          });
        });
  }

  template <
      class Keys, class Values, class KeysOut, class ValuesOut, class Selected, class Count,
      class Equal,
      class = ::cuda::std::enable_if_t<!::cuda::std::is_convertible<Equal, cudaStream_t>::value>>
  LARDER_CCCL_CALL cudaError_t UniqueByKey(void* temporary, size_t& bytes, Keys keys, Values values,
                                           KeysOut keys_out, ValuesOut values_out,
                                           Selected selected, Count count, Equal equal,
                                           cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDeviceSelect>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.UniqueByKey(temporary, bytes, keys, values, keys_out, values_out, selected,
                                 count, equal, stream);
        },
        [=]() mutable {
          *selected =
              ::larder_cccl::unique_by_key(keys, values, keys_out, values_out, count, equal);
        });
  }

  template <class Keys, class Values, class KeysOut, class ValuesOut, class Selected, class Count>
  LARDER_CCCL_CALL cudaError_t UniqueByKey(void* temporary, size_t& bytes, Keys keys, Values values,
                                           KeysOut keys_out, ValuesOut values_out,
                                           Selected selected, Count count,
                                           cudaStream_t stream = nullptr) {
    return UniqueByKey(temporary, bytes, keys, values, keys_out, values_out, selected, count,
                       ::cuda::std::equal_to<>(), stream);
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_SELECT_H
