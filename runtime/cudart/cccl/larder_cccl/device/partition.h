// cub::DevicePartition.
#ifndef LARDER_CCCL_DEVICE_PARTITION_H
#define LARDER_CCCL_DEVICE_PARTITION_H

#include <cub/detail/type_traits.cuh>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

/// Copies the items for which `selects`(i, item) holds to the front of `out`, the others to its end
/// in reverse; gives the number of the former.
template <class In, class Out, class Selects>
_CCCL_HOST_DEVICE long long partition(In in, Out out, long long count, Selects selects) {
  long long selected = 0;
  for (long long i = 0; i < count; ++i) {
    const CUB_NS_QUALIFIER::detail::it_value_t<In> item = in[i];
    if (selects(i, item))
      out[selected++] = item;
    else
      out[count - 1 - (i - selected)] = item;
  }
  return selected;
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DevicePartition {
  template <class In, class Flags, class Out, class Selected, class Count>
  LARDER_CCCL_CALL cudaError_t Flagged(void* temporary, size_t& bytes, In in, Flags flags, Out out,
                                       Selected selected, Count count,
                                       cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDevicePartition>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.Flagged(temporary, bytes, in, flags, out, selected, count, stream);
        },
        [=]() mutable {
          *selected = ::larder_cccl::partition(in, out, count, [&](long long i, const auto&) {
            return static_cast<bool>(flags[i]);
          });
        });
  }

  template <class In, class Out, class Selected, class Select, class Count>
  LARDER_CCCL_CALL cudaError_t If(void* temporary, size_t& bytes, In in, Out out, Selected selected,
                                  Count count, Select select, cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDevicePartition>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.If(temporary, bytes, in, out, selected, count, select, stream);
        },
        [=]() mutable {
          *selected = ::larder_cccl::partition(in, out, count, [&](long long, const auto& item) {
            return static_cast<bool>(select(item));
          });
        });
  }

  template <class In, class First, class Second, class Rest, class Selected, class SelectFirst,
            class SelectSecond, class Count>
  LARDER_CCCL_CALL cudaError_t If(void* temporary, size_t& bytes, In in, First first, Second second,
                                  Rest rest, Selected selected, Count count,
                                  SelectFirst select_first, SelectSecond select_second,
                                  cudaStream_t stream = nullptr) {
    return ::larder_cccl::choose<GpuDevicePartition>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.If(temporary, bytes, in, first, second, rest, selected, count, select_first,
                        select_second, stream);
        },
        [=]() mutable {
          long long firsts = 0, seconds = 0, others = 0;
          for (long long i = 0; i < static_cast<long long>(count); ++i) {
            const detail::it_value_t<In> item = in[i];
            if (select_first(item))
              first[firsts++] = item;
            else if (select_second(item))
              second[seconds++] = item;
            else
              rest[others++] = item;
          }
          selected[0] = firsts;
          selected[1] = seconds;
        });
  }

  // CUB's name for it without a profiling range, by which its segmented sort calls it.
  template <class... Arguments>
  LARDER_CCCL_CALL cudaError_t IfNoNVTX(void* temporary, size_t& bytes,
                                        const Arguments&... arguments) {
    return If(temporary, bytes, arguments...);
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_PARTITION_H
