// NVTX, by which programs annotate what a profiler shows, under NVIDIA's names. There is no
// profiler of Larder's, so each call does what NVTX's does without one: nothing. For C, too.
// NVTX's own guard: with a toolkit's header of this name, the first one counts.
#ifndef NVTX_VERSION
#define NVTX_VERSION 3

#include "larder/detail/macros_aside.h"

#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

#define NVTX_API
#define NVTX_INLINE_STATIC static inline
#define NVTX_SUCCESS 0
#define NVTX_FAIL 1
#define NVTX_NO_PUSH_POP_TRACKING (-2)  // what a push and a pop give where no tool listens

#include "../larder_cudart/nvtx/types.h"
//
#include "../larder_cudart/nvtx/functions.h"

#include "larder/detail/macros_back.h"

#endif  // NVTX_VERSION
