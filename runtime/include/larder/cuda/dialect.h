// The CUDA keywords, and the macros for rows that list CUDA's functions once for two readers.
//
// The same vocabulary headers are read in two modes (a third reader, nvcc, has its own):
//   scan  LARDER_SCAN is defined: Clang in CUDA mode, no toolkit. Everything is a declaration, and
//         nothing may be included, because these headers must come before every standard header
//         (the C library's come at the very end).
//   host  an ordinary C++ compiler or clangd: everything is implemented on the simulator.
// So each function is one row: its result, its name, its parameters, and its value on the host.
// An expression of more than a line is a function in NAME_host.h. To add a function, add its row,
// and a row to tests/unit/simulator.
//   LARDER_PURE         a function of its arguments alone
//   LARDER_HOST_DEVICE  the same, for host code too
//   LARDER_DEVICE       any other
// sync.h has the rows of functions that know their call site.
#ifndef LARDER_CUDA_DIALECT_H
#define LARDER_CUDA_DIALECT_H

#if defined(LARDER_SCAN)

#define __global__ __attribute__((global))
#define __device__ __attribute__((device))
#define __host__ __attribute__((host))
#define __shared__ __attribute__((shared))
#define __constant__ __attribute__((constant))
#define __managed__ __attribute__((device)) __attribute__((annotate("larder.managed")))
#define __launch_bounds__(...) __attribute__((launch_bounds(__VA_ARGS__)))
#define __forceinline__ __inline__ __attribute__((always_inline))
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __builtin_align__(bytes) __align__(bytes)
// Words that only nvcc knows: the generator puts them back into the CUDA variant.
#define __grid_constant__ __attribute__((annotate("larder.cuda.__grid_constant__")))
#define __cluster_dims__(...) __attribute__((annotate("larder.cuda.__cluster_dims__", __VA_ARGS__)))
#define __maxnreg__(...) __attribute__((annotate("larder.cuda.__maxnreg__", __VA_ARGS__)))
#define __inline_hint__ __attribute__((annotate("larder.cuda.__inline_hint__")))
#define __nv_pure__ __attribute__((annotate("larder.cuda.__nv_pure__")))
// An attribute of host functions that Clang refuses when it compiles for a GPU.
#define target_clones(...) unused
#define __target_clones__(...) unused

#define LARDER_DEVICE(result, name, parameters, ...) __attribute__((device)) result name parameters;
#if defined(__CUDA_ARCH__)
#define LARDER_PURE LARDER_DEVICE
#define LARDER_HOST_DEVICE(result, name, parameters, ...) \
  __attribute__((host)) __attribute__((device)) result name parameters;
#else  // reads what the host compiler reads
#define LARDER_PURE(result, name, parameters, ...) \
  LARDER_YIELDING __attribute__((device)) result name parameters;
#define LARDER_HOST_DEVICE(result, name, parameters, ...) \
  LARDER_YIELDING __attribute__((host)) __attribute__((device)) result name parameters;
#endif

#else  // host

#define __global__
#define __device__
#define __host__
// A source that the generator has not lowered must still compile, also with `extern` before this
// word. The generator replaces every such declaration, so no kernel that runs ever has one of
// these.
#define __shared__ thread_local
#define __constant__
#define __managed__
#define __launch_bounds__(...)
#define __forceinline__ __inline__ __attribute__((always_inline))
// The standard library uses this word in __attribute__((__noinline__)). An empty macro is right in
// both places.
#define __noinline__
#define __align__(bytes) __attribute__((aligned(bytes)))
#define __builtin_align__(bytes) __align__(bytes)
#define __grid_constant__
#define __cluster_dims__(...)
#define __maxnreg__(...)
#define __inline_hint__
#define __nv_pure__

#define LARDER_DEVICE(result, name, parameters, ...) \
  inline result name parameters { return __VA_ARGS__; }
#define LARDER_PURE(result, name, parameters, ...) \
  LARDER_YIELDING inline result name parameters { return __VA_ARGS__; }
#define LARDER_HOST_DEVICE LARDER_PURE

#endif

namespace larder {
inline namespace v1 {
namespace detail {
enum class NoArgument {};
}  // namespace detail
}  // namespace v1
}  // namespace larder

// Many sources bring their own max or rsqrtf for compilers other than CUDA's (#ifndef __CUDACC__),
// and theirs must win: overload resolution prefers a plain function to a template. No explicit
// template argument matches, so max<float>(a, b) still means another function.
#define LARDER_YIELDING template <::larder::detail::NoArgument = ::larder::detail::NoArgument{}>

#endif  // LARDER_CUDA_DIALECT_H
