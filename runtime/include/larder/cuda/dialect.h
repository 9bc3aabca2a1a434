// The CUDA keywords, and the two macros that let one list of functions serve two readers.
//
// The same vocabulary headers are read in two modes (a third reader, nvcc, has its own):
//   scan  LARDER_SCAN is defined: Clang in CUDA mode, no toolkit. Everything is a declaration, and
//         nothing may be included, because these headers must come before every standard header
//         (the C library's come at the very end).
//   host  an ordinary C++ compiler or clangd: everything is implemented on the simulator.
// A function of the vocabulary is therefore written once, with its body in LARDER_BODY.
#ifndef LARDER_CUDA_DIALECT_H
#define LARDER_CUDA_DIALECT_H

#if defined(LARDER_SCAN)

#define __CUDACC__ 1  // sources that adapt to CUDA compilers must show the scan their CUDA side

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __managed__ __attribute__((device)) __attribute__((annotate("larder.managed")))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __align__(bytes) __attribute__((aligned(bytes)))
// Words that only nvcc knows: the generator puts them back into the CUDA variant.
#define __grid_constant__ __attribute__((annotate("larder.cuda.__grid_constant__")))
#define __cluster_dims__(...) __attribute__((annotate("larder.cuda.__cluster_dims__", __VA_ARGS__)))
#define __maxnreg__(...) __attribute__((annotate("larder.cuda.__maxnreg__", __VA_ARGS__)))
#define __inline_hint__ __attribute__((annotate("larder.cuda.__inline_hint__")))

#define LARDER_DEVICE_FUNCTION __attribute__((device))
#define LARDER_PURE_FUNCTION LARDER_DEVICE_FUNCTION
// What a function's threads have to do with one another; the generator asks whether a kernel's may
// wait. Waiting: other threads must come, or go on. Observing: it shows what others have written,
// so a loop of it may wait. Asking for the index: it reads threadIdx, though it has no body here.
#define LARDER_WAITING_FUNCTION \
  LARDER_DEVICE_FUNCTION __attribute__((annotate("larder.word.waits")))
#define LARDER_OBSERVING_FUNCTION \
  LARDER_DEVICE_FUNCTION __attribute__((annotate("larder.word.observes")))
#define LARDER_INDEX_FUNCTION \
  LARDER_DEVICE_FUNCTION __attribute__((annotate("larder.word.asks_index")))
#define LARDER_PURE_HOST_DEVICE_FUNCTION __attribute__((host)) __attribute__((device))
#define LARDER_BODY(...) ;

#else  // host

#define __global__
#define __device__
#define __host__
// A source that the generator has not lowered must still compile, with `extern` before it too. The
// generator replaces every such declaration, so no kernel that runs ever has one of these.
#define __shared__ thread_local
#define __constant__
#define __managed__
#define __launch_bounds__(...)
#define __forceinline__ __inline__ __attribute__((always_inline))
// The standard library spells its own attribute so: __attribute__((__noinline__)). Nothing at all
// is right in both places.
#define __noinline__
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __grid_constant__
#define __cluster_dims__(...)
#define __maxnreg__(...)
#define __inline_hint__

#define LARDER_DEVICE_FUNCTION inline
#define LARDER_WAITING_FUNCTION LARDER_DEVICE_FUNCTION
#define LARDER_OBSERVING_FUNCTION LARDER_DEVICE_FUNCTION
// A function of its arguments alone. Many sources bring their own max or rsqrtf for compilers other
// than CUDA's (#ifndef __CUDACC__), and theirs must win: a plain function goes before a template.
// No template argument fits, so that max<float>(a, b) still means another.
#define LARDER_PURE_FUNCTION                                               \
  template <::larder::detail::NoArgument = ::larder::detail::NoArgument{}> \
  inline
#define LARDER_PURE_HOST_DEVICE_FUNCTION LARDER_PURE_FUNCTION
#define LARDER_BODY(...) {__VA_ARGS__}

namespace larder {
inline namespace v1 {
namespace detail {
enum class NoArgument {};
}  // namespace detail
}  // namespace v1
}  // namespace larder

#endif

#endif  // LARDER_CUDA_DIALECT_H
