// CUDA's vocabulary for C++ sources, in three modes:
//   nvcc  Everything is CUDA's own; this header adds nothing.
//   scan  LARDER_SCAN is defined: Clang in CUDA mode without a toolkit reads declarations, before
//         any standard header.
//   host  Any other C++17 compiler and clangd get implementations on the simulator. So does a host
//         compiler to which larder-nvcc passes nvcc's macros (LARDER_HOST).
// One header per concept in larder/cuda/. Include <larder/larder.h> or <larder/kernel.h>.
#ifndef LARDER_CUDA_H
#define LARDER_CUDA_H

#include "detail/macros_aside.h"

#if defined(LARDER_SCAN) || defined(LARDER_HOST) || !defined(__CUDACC__)

#include "cuda/addresses.h"
#include "cuda/arithmetic.h"
#include "cuda/atomics.h"
#include "cuda/builtins.h"
#include "cuda/control.h"
#include "cuda/conversions.h"
#include "cuda/dialect.h"
#include "cuda/integer.h"
#include "cuda/launch_syntax.h"
#include "cuda/library.h"
#include "cuda/loads.h"
#include "cuda/ordered_atomics.h"
#include "cuda/print.h"
#include "cuda/rounding.h"
#include "cuda/simd.h"
#include "cuda/special_functions.h"
#include "cuda/sync.h"
#include "cuda/types.h"
#include "cuda/warp.h"
#if !defined(LARDER_SCAN)
#include "detail/pending_launch.h"
// What the generator writes behind a source has these; here the user's macros don't reach them.
#include "detail/registry.h"
#include "detail/threads.h"
#include "detail/vectors.h"
#endif
// After all others.
#include "cuda/c_library.h"

#endif

#include "detail/macros_back.h"

#endif  // LARDER_CUDA_H
