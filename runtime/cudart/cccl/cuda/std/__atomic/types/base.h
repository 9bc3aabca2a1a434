// libcu++'s dispatch of atomic operations. On the host it leaves out their scopes, which checks
// need.
#pragma once

#if defined(LARDER_SCAN) || !defined(LARDER_CHECKED)
#include_next <cuda/std/__atomic/types/base.h>
#else
#include <cuda/std/__atomic/functions.h>
#include <cuda/std/__atomic/scopes.h>

#include "larder_cccl/atomic_scopes_host.h"

#define __atomic_store_host larder_scoped<_Sco>::store
#define __atomic_load_host larder_scoped<_Sco>::load
#define __atomic_exchange_host larder_scoped<_Sco>::exchange
#define __atomic_compare_exchange_strong_host larder_scoped<_Sco>::compare_exchange_strong
#define __atomic_compare_exchange_weak_host larder_scoped<_Sco>::compare_exchange_weak
#define __atomic_fetch_add_host larder_scoped<_Sco>::fetch_add
#define __atomic_fetch_sub_host larder_scoped<_Sco>::fetch_sub
#define __atomic_fetch_and_host larder_scoped<_Sco>::fetch_and
#define __atomic_fetch_or_host larder_scoped<_Sco>::fetch_or
#define __atomic_fetch_xor_host larder_scoped<_Sco>::fetch_xor
#define __atomic_fetch_max_host larder_scoped<_Sco>::fetch_max
#define __atomic_fetch_min_host larder_scoped<_Sco>::fetch_min
#include_next <cuda/std/__atomic/types/base.h>
#undef __atomic_store_host
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
#endif
