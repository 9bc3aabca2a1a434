// What CCCL asks its compiler and the toolkit, answered for Larder's headers under CUDA's names.
//
// The overlay's headers lie before the toolkit's include/cccl in the search path, for the scan and
// the host compiler; nvcc does not see them. Each leads on to CCCL's own by #include_next:
//   scan  CCCL as nvcc reads it, inline PTX and all, since the key is made of that
//   host  portable twins in place of what only a GPU can run
// What CCCL does by kernels of its own, CUB's device-wide algorithms and Thrust's for devices, is
// plain host code here: larder_cccl/device, larder_cccl/thrust.
#pragma once

#ifndef LARDER_CCCL_SETTINGS_H
#define LARDER_CCCL_SETTINGS_H

#include "absent.h"
#include "cuda.h"
#include "cuda_runtime_api.h"

// The host compiler does not have these of nvcc's macros; CCCL compares them with the toolkit's.
#if !defined(__CUDACC_VER_MAJOR__)
#define __CUDACC_VER_MAJOR__ (CUDART_VERSION / 1000)
#define __CUDACC_VER_MINOR__ (CUDART_VERSION % 1000 / 10)
#endif

// Larder's headers are of CUDA 13.0, whichever nvcc is there.
#define CCCL_DISABLE_CTK_COMPATIBILITY_CHECK
// Larder has no cuda_fp8.h. A toolkit's that lies in a default folder would bring NVIDIA's
// cuda_fp16.h beside Larder's.
#define CCCL_DISABLE_NVFP8_SUPPORT

/// Marks what runs on the CPU alone. A build with nvcc is told what happens on a GPU, if an
/// instance is used (generator/find/cpu_only).
#if defined(LARDER_SCAN) && defined(LARDER_CCCL_HAS_NVCC)
#define LARDER_CCCL_CPU_ONLY(library, effect) \
  __attribute__((annotate("larder.cpu_only|" library "|" effect)))
#else
#define LARDER_CCCL_CPU_ONLY(library, effect)
#endif

#endif  // LARDER_CCCL_SETTINGS_H
