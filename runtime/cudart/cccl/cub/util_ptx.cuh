// CUB's functions in inline PTX: on the host they have names that nothing calls, and Larder's take
// their place.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cub/util_ptx.cuh>
#else
#define BFE PtxBfe
#define MatchAny PtxMatchAny
#define ShuffleDown PtxShuffleDown
#define ShuffleUp PtxShuffleUp
#include_next <cub/util_ptx.cuh>
#undef BFE
#undef MatchAny
#undef ShuffleDown
#undef ShuffleUp
#include "larder_cccl/util_ptx_host.h"
#endif
