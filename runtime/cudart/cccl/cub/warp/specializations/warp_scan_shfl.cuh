// Scans of a warp by shuffles. On the host each step in inline PTX, which adds what comes from a
// lane below, is the general step for any type and operator.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/warp/specializations/warp_scan_shfl.cuh>
#else
#include <cub/thread/thread_operators.cuh>
#include <cub/util_ptx.cuh>
#include <cub/util_type.cuh>
#include <cuda/ptx>
#include <cuda/std/__algorithm_>
// The statement is `asm volatile(...);` where `input`, `first_lane`, `offset` and `output` are.
#define asm
#define volatile(...)                                                              \
  output = this->template InclusiveScanStep<decltype(input), ::cuda::std::plus<>>( \
      input, ::cuda::std::plus<>{}, first_lane, offset)
#include_next <cub/warp/specializations/warp_scan_shfl.cuh>
#undef asm
#undef volatile
#endif
