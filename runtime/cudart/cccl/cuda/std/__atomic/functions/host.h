// libcu++'s atomic functions. On the host each also gives other CUDA threads a turn now and then,
// as Larder's do (larder/cuda/atomics.h).
#pragma once

#if defined(LARDER_SCAN)
#include_next <cuda/std/__atomic/functions/host.h>
#else
#define __atomic_load_host larder_native_load
#define __atomic_exchange_host larder_native_exchange
#define __atomic_compare_exchange_strong_host larder_native_compare_exchange_strong
#define __atomic_compare_exchange_weak_host larder_native_compare_exchange_weak
#define __atomic_fetch_add_host larder_native_fetch_add
#define __atomic_fetch_sub_host larder_native_fetch_sub
#define __atomic_fetch_and_host larder_native_fetch_and
#define __atomic_fetch_or_host larder_native_fetch_or
#define __atomic_fetch_xor_host larder_native_fetch_xor
#define __atomic_fetch_max_host larder_native_fetch_max
#define __atomic_fetch_min_host larder_native_fetch_min
#include_next <cuda/std/__atomic/functions/host.h>
#undef __atomic_load_host
#undef __atomic_exchange_host
#undef __atomic_compare_exchange_strong_host
#undef __atomic_compare_exchange_weak_host
#undef __atomic_fetch_add_host
#undef __atomic_fetch_sub_host
#undef __atomic_fetch_and_host
#undef __atomic_fetch_or_host
#undef __atomic_fetch_xor_host
#undef __atomic_fetch_max_host
#undef __atomic_fetch_min_host
#include "larder_cccl/atomic_host.h"
#endif
