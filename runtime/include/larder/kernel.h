// Declarations for a kernel's source: the two marks, and CUDA's words in every compiler.
//
//   #include <larder/larder.h>
//   LARDER_KERNEL void scale(float* x, float factor, int n) {
//     const int i = blockIdx.x * blockDim.x + threadIdx.x;
//     if (i < n) x[i] *= factor;
//   }
//
// A kernel returns void, is not a class member, and takes its arguments by value; it may be a
// template. The file is ordinary C++: it compiles, and an editor understands it, without CUDA.
#ifndef LARDER_KERNEL_H
#define LARDER_KERNEL_H

#include "detail/macros_aside.h"

#include "cuda.h"

/// Marks a kernel: it gets a GPU image per architecture and a CPU variant.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL __attribute__((annotate("larder.kernel"))) __attribute__((global))
#elif defined(__CUDACC__) && !defined(LARDER_HOST)
#define LARDER_KERNEL __global__
#else
#define LARDER_KERNEL
#endif

/// Marks a kernel that has no CPU variant; a launch is an error if no GPU can run it.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL_CUDA_ONLY \
  __attribute__((annotate("larder.kernel.cuda_only"))) __attribute__((global))
#elif defined(__CUDACC__) && !defined(LARDER_HOST)
#define LARDER_KERNEL_CUDA_ONLY __global__
#else
#define LARDER_KERNEL_CUDA_ONLY
#endif

/// Beside one of the marks above: a text that becomes part of this one kernel's key, for
/// dependencies that the generator can't see. A new text makes a new key, so an older cache no
/// longer matches:
///   LARDER_KERNEL LARDER_KERNEL_SALT("tables of 2024-06") void look_up(...)
/// The Meson option `key_salt` does the same for all kernels of a build.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL_SALT(text) __attribute__((annotate("larder.salt." text)))
#else
#define LARDER_KERNEL_SALT(text)
#endif

/// Beside one of the marks above: how the CPU variant runs the threads of a block. Without any,
/// the generator chooses: a plain loop or the lanes of a vector, whichever it takes for faster, if
/// it can prove that threads never wait for one another; the lanes of a vector if they wait at
/// barriers and in warp operations alone; fibers otherwise. With LARDER_KERNEL_PLAIN the author
/// asserts that they never wait. If one does nevertheless the launch fails, and if one spins for
/// another it may never end. The environment variable LARDER_CPU=fibers overrides all.
#if defined(LARDER_SCAN)
#define LARDER_KERNEL_PLAIN __attribute__((annotate("larder.cpu.plain")))
#define LARDER_KERNEL_VECTORS __attribute__((annotate("larder.cpu.vectors")))
#define LARDER_KERNEL_FIBERS __attribute__((annotate("larder.cpu.fibers")))
#else
#define LARDER_KERNEL_PLAIN
/// The lanes of a vector, wherever that is possible.
#define LARDER_KERNEL_VECTORS
/// The opposite of LARDER_KERNEL_PLAIN: threads may wait for one another.
#define LARDER_KERNEL_FIBERS
#endif

#include "detail/macros_back.h"

#endif  // LARDER_KERNEL_H
