// CUB's operators. On the host the one statement in inline PTX, which packs two numbers of 16 bits,
// is C++.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/thread/thread_operators.cuh>
#else
#include <cub/config.cuh>
#include <cub/detail/type_traits.cuh>
#include <cub/util_type.cuh>
#include <cuda/functional>
#include <cuda/std/bit>
#include <cuda/std/cstdint>
#include <cuda/std/functional>
// The statement is `asm(...);` where `a_uint16`, `b_uint16` and `tmp` are.
#define asm(...) tmp = a_uint16 | static_cast<::cuda::std::uint32_t>(b_uint16) << 16
#include_next <cub/thread/thread_operators.cuh>
#undef asm
#endif
