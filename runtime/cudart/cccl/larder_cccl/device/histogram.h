// cub::DeviceHistogram.
#ifndef LARDER_CCCL_DEVICE_HISTOGRAM_H
#define LARDER_CCCL_DEVICE_HISTOGRAM_H

#include <algorithm>
#include <cub/detail/type_traits.cuh>
#include <cuda/std/array>
#include <cuda/std/cstdint>
#include <cuda/std/type_traits>

#include "larder_cccl/device/choice.h"

namespace larder_cccl {

/// Bins of equal width, computed as CUB does: those of floating-point numbers by a reciprocal.
template <class Level, class Sample>
struct EvenBins {
  using Common = ::cuda::std::common_type_t<Level, Sample>;

  int levels;
  Common lower, upper;

  /// -1: the sample is in none.
  int operator()(const Sample& of) const {
    const Common sample = static_cast<Common>(of);
    if (!(sample >= lower && sample < upper)) return -1;
    if constexpr (::cuda::std::is_floating_point<Common>::value)
      return static_cast<int>((sample - lower) *
                              (static_cast<Common>(levels - 1) / (upper - lower)));
    else
      return static_cast<int>(static_cast<::cuda::std::uint64_t>(sample - lower) *
                              static_cast<::cuda::std::uint64_t>(levels - 1) /
                              static_cast<::cuda::std::uint64_t>(upper - lower));
  }
  /// CUB refuses such levels.
  bool may_overflow() const {
    if constexpr (::cuda::std::is_floating_point<Common>::value)
      return false;
    else
      return levels > 1 && static_cast<::cuda::std::uint64_t>(upper - lower) >
                               ~::cuda::std::uint64_t{0} / static_cast<unsigned>(levels - 1);
  }
};

/// Bins between the levels of an array.
template <class Level, class Sample>
struct RangeBins {
  int levels;
  const Level* bounds;

  int operator()(const Sample& sample) const {
    const long long above = std::upper_bound(bounds, bounds + levels, sample) - bounds;
    return above == 0 || above == levels ? -1 : static_cast<int>(above) - 1;
  }
};

/// The samples: rows of pixels, each of so many channels.
struct Pixels {
  long long per_row, rows, row_stride;  ///< the stride in samples
  int channels;
};

/// Counts one channel of the samples.
template <class Samples, class Counter, class Bins>
_CCCL_HOST_DEVICE void count_channel(Samples samples, const Pixels& pixels, int channel,
                                     Counter* counters, const Bins& bins) {
  std::fill(counters, counters + (bins.levels - 1), Counter(0));
  for (long long row = 0; row < pixels.rows; ++row) {
    for (long long i = 0; i < pixels.per_row; ++i) {
      const int bin = bins(samples[row * pixels.row_stride + i * pixels.channels + channel]);
      if (bin >= 0) ++counters[bin];
    }
  }
}

}  // namespace larder_cccl

CUB_NAMESPACE_BEGIN

struct DeviceHistogram {
  template <int kChannels, int kActive, class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t MultiHistogramEven(void* temporary, size_t& bytes, Samples samples,
                                                  ::cuda::std::array<Counter*, kActive> counters,
                                                  ::cuda::std::array<int, kActive> levels,
                                                  ::cuda::std::array<Level, kActive> lower,
                                                  ::cuda::std::array<Level, kActive> upper,
                                                  Offset per_row, Offset rows, size_t row_bytes,
                                                  cudaStream_t stream = nullptr) {
    using Bins = ::larder_cccl::EvenBins<Level, detail::it_value_t<Samples>>;
    using Common = typename Bins::Common;
    const auto bins = [=](int channel) {
      return Bins{levels[channel], static_cast<Common>(lower[channel]),
                  static_cast<Common>(upper[channel])};
    };
    for (int channel = 0; channel < kActive; ++channel)
      if (temporary != nullptr && bins(channel).may_overflow()) return cudaErrorInvalidValue;
    return ::larder_cccl::choose<GpuDeviceHistogram>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.template MultiHistogramEven<kChannels, kActive>(
              temporary, bytes, samples, counters, levels, lower, upper, per_row, rows, row_bytes,
              stream);
        },
        [=]() mutable {
          const auto pixels = pixels_of<Samples>(per_row, rows, row_bytes, kChannels);
          for (int channel = 0; channel < kActive; ++channel)
            ::larder_cccl::count_channel(samples, pixels, channel, counters[channel],
                                         bins(channel));
        });
  }

  template <int kChannels, int kActive, class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t MultiHistogramEven(void* temporary, size_t& bytes, Samples samples,
                                                  ::cuda::std::array<Counter*, kActive> counters,
                                                  ::cuda::std::array<int, kActive> levels,
                                                  ::cuda::std::array<Level, kActive> lower,
                                                  ::cuda::std::array<Level, kActive> upper,
                                                  Offset count, cudaStream_t stream = nullptr) {
    return MultiHistogramEven<kChannels, kActive>(temporary, bytes, samples, counters, levels,
                                                  lower, upper, count, Offset(1),
                                                  row_of<Samples>(count, kChannels), stream);
  }

  template <int kChannels, int kActive, class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t MultiHistogramEven(void* temporary, size_t& bytes, Samples samples,
                                                  Counter* counters[kActive],
                                                  const int levels[kActive],
                                                  const Level lower[kActive],
                                                  const Level upper[kActive], Offset count,
                                                  cudaStream_t stream = nullptr) {
    return MultiHistogramEven<kChannels, kActive>(
        temporary, bytes, samples, array<kActive>(counters), array<kActive>(levels),
        array<kActive>(lower), array<kActive>(upper), count, stream);
  }

  template <class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t HistogramEven(void* temporary, size_t& bytes, Samples samples,
                                             Counter* counters, int levels, Level lower,
                                             Level upper, Offset count,
                                             cudaStream_t stream = nullptr) {
    return HistogramEven(temporary, bytes, samples, counters, levels, lower, upper, count,
                         Offset(1), row_of<Samples>(count, 1), stream);
  }

  template <class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t HistogramEven(void* temporary, size_t& bytes, Samples samples,
                                             Counter* counters, int levels, Level lower,
                                             Level upper, Offset per_row, Offset rows,
                                             size_t row_bytes, cudaStream_t stream = nullptr) {
    return MultiHistogramEven<1, 1>(temporary, bytes, samples, array<1>(&counters),
                                    array<1>(&levels), array<1>(&lower), array<1>(&upper), per_row,
                                    rows, row_bytes, stream);
  }

  template <int kChannels, int kActive, class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t MultiHistogramRange(void* temporary, size_t& bytes, Samples samples,
                                                   ::cuda::std::array<Counter*, kActive> counters,
                                                   ::cuda::std::array<int, kActive> levels,
                                                   ::cuda::std::array<const Level*, kActive> bounds,
                                                   Offset per_row, Offset rows, size_t row_bytes,
                                                   cudaStream_t stream = nullptr) {
    using Bins = ::larder_cccl::RangeBins<Level, detail::it_value_t<Samples>>;
    return ::larder_cccl::choose<GpuDeviceHistogram>(
        temporary, bytes, stream,
        [&](auto gpu) {
          return gpu.template MultiHistogramRange<kChannels, kActive>(
              temporary, bytes, samples, counters, levels, bounds, per_row, rows, row_bytes,
              stream);
        },
        [=]() mutable {
          const auto pixels = pixels_of<Samples>(per_row, rows, row_bytes, kChannels);
          for (int channel = 0; channel < kActive; ++channel)
            ::larder_cccl::count_channel(samples, pixels, channel, counters[channel],
                                         Bins{levels[channel], bounds[channel]});
        });
  }

  template <int kChannels, int kActive, class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t MultiHistogramRange(void* temporary, size_t& bytes, Samples samples,
                                                   ::cuda::std::array<Counter*, kActive> counters,
                                                   ::cuda::std::array<int, kActive> levels,
                                                   ::cuda::std::array<const Level*, kActive> bounds,
                                                   Offset count, cudaStream_t stream = nullptr) {
    return MultiHistogramRange<kChannels, kActive>(temporary, bytes, samples, counters, levels,
                                                   bounds, count, Offset(1),
                                                   row_of<Samples>(count, kChannels), stream);
  }

  template <class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t HistogramRange(void* temporary, size_t& bytes, Samples samples,
                                              Counter* counters, int levels, const Level* bounds,
                                              Offset count, cudaStream_t stream = nullptr) {
    return HistogramRange(temporary, bytes, samples, counters, levels, bounds, count, Offset(1),
                          row_of<Samples>(count, 1), stream);
  }

  template <class Samples, class Counter, class Level, class Offset>
  LARDER_CCCL_CALL cudaError_t HistogramRange(void* temporary, size_t& bytes, Samples samples,
                                              Counter* counters, int levels, const Level* bounds,
                                              Offset per_row, Offset rows, size_t row_bytes,
                                              cudaStream_t stream = nullptr) {
    return MultiHistogramRange<1, 1>(temporary, bytes, samples, array<1>(&counters),
                                     array<1>(&levels), array<1>(&bounds), per_row, rows, row_bytes,
                                     stream);
  }

 private:
  template <int kCount, class T>
  static auto array(const T* from) {
    ::cuda::std::array<T, kCount> out{};
    for (int i = 0; i < kCount; ++i) out[i] = from[i];
    return out;
  }
  template <class Samples>
  static size_t row_of(long long pixels, int channels) {
    return sizeof(detail::it_value_t<Samples>) * channels * static_cast<size_t>(pixels);
  }
  template <class Samples>
  static ::larder_cccl::Pixels pixels_of(long long per_row, long long rows, size_t row_bytes,
                                         int channels) {
    const size_t size = sizeof(detail::it_value_t<Samples>);
    return {per_row, rows, static_cast<long long>(row_bytes / size), channels};
  }
};

CUB_NAMESPACE_END

#endif  // LARDER_CCCL_DEVICE_HISTOGRAM_H
