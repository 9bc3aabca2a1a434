// Functions that run a kernel's blocks with a warp as a vector. The generator writes them into the
// host source, in assembly for x86-64.
#ifndef LARDER_DETAIL_VECTORS_H
#define LARDER_DETAIL_VECTORS_H

#include <cstdint>

#include "threads.h"

// Where threads are fibers, a debugger or a sanitizer wants to see each of them.
#if defined(__x86_64__) && defined(__ELF__) && !defined(LARDER_THREADS_ARE_FIBERS)
#define LARDER_VECTORS 1
#define LARDER_VECTORS_OF(code) &code
#else
#define LARDER_VECTORS 0
#define LARDER_VECTORS_OF(code) nullptr
#endif

namespace larder {
inline namespace v1 {
namespace detail {

/// A block, for such a function. generator/lower/vectors/context.h has the offsets.
struct VectorBlock {
  void* const* arguments;  ///< points to each parameter's value
  void* shared;            ///< the kernel's shared variables
  void* dynamic_shared;
  void* frames;             ///< of its warps, one after the other
  std::uint32_t index[12];  ///< threadIdx (not used), blockIdx, blockDim, gridDim
  std::uint32_t threads;    ///< in the block
  std::uint32_t warps;
  std::uint32_t votes[2];  ///< of the last barrier: threads that voted yes, and all threads
  std::uint32_t next_votes[2];
  std::uint32_t failed_line;    ///< of a failure; without a file: the number of its site
  std::uint32_t failed_thread;  ///< its number in the block
  const char* failed_file;
  const std::uint32_t* thread_index;  ///< threadIdx.x of 1024 threads, then y, then z
};

/// What such a function returns.
enum class VectorResult : int {
  kEnded = 0,
  kTrapped = -1,
  kDivergentBarrier = -2,  ///< lanes of a warp came to a barrier without the others
  kDivergentWarp = -3,     ///< or to a warp operation without those that its mask names
  kDivergentWarps = -4,    ///< warps wait at different barriers
};

/// A place in the source.
struct VectorSite {
  const char* file;
  std::uint32_t line;
};

struct VectorCode {
  /// For blocks whose warps are in rows, in x86-64-v3 and x86-64-v4; for all others; for `block`.
  int (*run[6])(VectorBlock*);
  std::uint32_t block[3];      ///< blockDim of the launches that are most likely; zeros: none are
  std::uint64_t shared_bytes;  ///< of the kernel's shared variables
  std::uint64_t frame_bytes;   ///< of each warp
  const VectorSite* sites;     ///< where it may fail, by number
};

}  // namespace detail
}  // namespace v1
}  // namespace larder

#endif  // LARDER_DETAIL_VECTORS_H
