// What a kernel's source needs: the two marks, and CUDA's words in every compiler.
//
//   #include <larder/larder.h>
//   LARDER_KERNEL void scale(float* x, float factor, int n) {
//     const int i = blockIdx.x * blockDim.x + threadIdx.x;
//     if (i < n) x[i] *= factor;
//   }
//
// A kernel returns void, is no class member, and takes its arguments by value; templates are
// welcome. The file is ordinary C++: it compiles, and an editor understands it, without CUDA.
#ifndef LARDER_KERNEL_H
#define LARDER_KERNEL_H

#include "cuda.h"

/// Marks a kernel: it gets a GPU image per architecture and a CPU variant.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL __attribute__((annotate("larder.kernel"))) __attribute__((global))
#elif defined(__CUDACC__) && !defined(LARDER_HOST)
#define LARDER_KERNEL __global__
#else
#define LARDER_KERNEL
#endif

/// Marks a kernel that has no CPU variant; launching it where no GPU can run it is an error.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL_CUDA_ONLY \
  __attribute__((annotate("larder.kernel.cuda_only"))) __attribute__((global))
#elif defined(__CUDACC__) && !defined(LARDER_HOST)
#define LARDER_KERNEL_CUDA_ONLY __global__
#else
#define LARDER_KERNEL_CUDA_ONLY
#endif

/// Beside one of the marks above: a text that becomes part of this one kernel's key, for what the
/// generator can't see. Another text makes another key, so a cache built before no longer fits:
///   LARDER_KERNEL LARDER_KERNEL_SALT("tables of 2024-06") void look_up(...)
/// The Meson option `key_salt` does the same for all kernels of a build.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL_SALT(text) __attribute__((annotate("larder.salt." text)))
#else
#define LARDER_KERNEL_SALT(text)
#endif

/// Beside one of the marks above: how the CPU variant runs the threads of a block. Without either,
/// the generator chooses: a plain loop where it can prove that threads never wait for one another,
/// and fibers elsewhere. LARDER_KERNEL_PLAIN is the author's word that they never do; a launch in
/// which one waits for all that fails, and one that spins for another may never end. The
/// environment variable LARDER_CPU=fibers goes before both.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL_PLAIN __attribute__((annotate("larder.cpu.plain")))
#define LARDER_KERNEL_FIBERS __attribute__((annotate("larder.cpu.fibers")))
#else
#define LARDER_KERNEL_PLAIN
/// As LARDER_KERNEL_PLAIN, the other way: threads may wait for one another.
#define LARDER_KERNEL_FIBERS
#endif

#endif  // LARDER_KERNEL_H
