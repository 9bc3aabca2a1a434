// Reductions of a warp by shuffles. On the host each step in inline PTX, which adds what comes from
// a lane above, is the general step for any type and operator.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/warp/specializations/warp_reduce_shfl.cuh>
#else
#include <cub/thread/thread_operators.cuh>
#include <cub/util_ptx.cuh>
#include <cub/util_type.cuh>
#include <cuda/ptx>
#include <cuda/std/cstdint>
#include <cuda/std/type_traits>
// The statement is `asm volatile(...);` where `input`, `last_lane`, `offset` and `output` are.
#define asm
#define volatile(...)                                                       \
  output = this->template ReduceStep<decltype(input), ::cuda::std::plus<>>( \
      input, ::cuda::std::plus<>{}, last_lane, offset)
#include_next <cub/warp/specializations/warp_reduce_shfl.cuh>
#undef asm
#undef volatile
#endif
