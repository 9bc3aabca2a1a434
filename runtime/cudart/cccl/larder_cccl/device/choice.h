// Where a device-wide algorithm runs: by CCCL's kernels on a GPU, or here, on the CPU.
#ifndef LARDER_CCCL_DEVICE_CHOICE_H
#define LARDER_CCCL_DEVICE_CHOICE_H

#include <memory>
#include <new>

#include "larder_cccl/settings.h"

// CUB's own kernels are not there yet.
#define LARDER_CCCL_ON_GPU(call) ::larder_cccl::why_not_here()

// How CUB's functions begin. In the scan they are for both sides, so that they may mention a user's
// functions for devices.
#if defined(LARDER_SCAN)
#define LARDER_CCCL_CALL static __host__ __device__
#else
#define LARDER_CCCL_CALL static
#endif

namespace larder_cccl {

#if defined(LARDER_SCAN)
// Kernels that refer to single elements by Thrust's pointers reach these.
__host__ __device__ constexpr bool on_cpu() { return true; }
__host__ __device__ constexpr cudaError_t why_not_here() { return cudaSuccess; }
#else
/// Whether devices are the CPU alone, which holds for the whole run. False as well if no device can
/// be opened: then CCCL's own calls report that.
inline bool on_cpu() {
  static const bool kCpu = [] {
    int cpu = 0;
    return larder_is_cpu(&cpu) == cudaSuccess && cpu != 0;
  }();
  return kCpu;
}

/// What a program gets that does not run on the CPU: that there is no device, or that its kind does
/// not do this.
inline cudaError_t why_not_here() {
  int device = 0;
  const cudaError_t error = cudaGetDevice(&device);
  return error != cudaSuccess ? error : cudaErrorNotSupported;
}
#endif

/// Work as data, which a stream runs. `error` is what became of it.
template <class Work>
struct Deferred {
  Work work;
  cudaError_t error = cudaSuccess;

  static void run(void* self) {
    auto* const deferred = static_cast<Deferred*>(self);
    try {
      deferred->work();
    } catch (const std::bad_alloc&) {
      deferred->error = cudaErrorMemoryAllocation;
    }
  }
};

/// Runs `work` in the order of the stream. On the CPU it is done when this returns, unless the
/// stream captures: the work is then part of the graph, and stays as long as the process.
template <class Work>
cudaError_t in_order(cudaStream_t stream, Work work) {
  cudaStreamCaptureStatus capturing = cudaStreamCaptureStatusNone;
  if (const cudaError_t error = cudaStreamIsCapturing(stream, &capturing); error != cudaSuccess)
    return error;
  auto deferred = std::make_unique<Deferred<Work>>(Deferred<Work>{work});
  const cudaError_t error = cudaLaunchHostFunc(stream, Deferred<Work>::run, deferred.get());
  if (error != cudaSuccess) return error;
  if (capturing == cudaStreamCaptureStatusNone) return deferred->error;
  static_cast<void>(deferred.release());
  return cudaSuccess;
}

#if defined(LARDER_SCAN)
/// Takes what the functions below take, and does nothing: the scan need not see the work.
template <class Gpu, class... Arguments>
LARDER_CCCL_CPU_ONLY("CUB's device-wide algorithms", "they return cudaErrorNotSupported")
__host__ __device__ cudaError_t choose(Arguments&&...) {
  return cudaSuccess;
}
#else
/// CUB's two calls: the first asks for the size of temporary memory, which the CPU does not need.
/// `on_gpu`, called with an object of CUB's own class, makes either call of that; `work` is the
/// algorithm on the CPU.
template <class Gpu, class OnGpu, class Work>
cudaError_t choose(const void* temporary, std::size_t& bytes, cudaStream_t stream, OnGpu on_gpu,
                   Work work) {
  if (!on_cpu()) return LARDER_CCCL_ON_GPU(on_gpu(Gpu()));
  if (temporary != nullptr) return in_order(stream, work);
  bytes = 1;
  return cudaSuccess;
}

/// The same of an algorithm without temporary memory.
template <class Gpu, class OnGpu, class Work>
cudaError_t choose(cudaStream_t stream, OnGpu on_gpu, Work work) {
  if (!on_cpu()) return LARDER_CCCL_ON_GPU(on_gpu(Gpu()));
  return in_order(stream, work);
}
#endif

}  // namespace larder_cccl

// An algorithm that needs no temporary memory, also with CUB's two calls.
#define LARDER_CCCL_WITHOUT_MEMORY(name)                             \
  template <class... Arguments>                                      \
  LARDER_CCCL_CALL cudaError_t name(void* temporary, size_t& bytes,  \
                                    const Arguments&... arguments) { \
    if (temporary != nullptr) return name(arguments...);             \
    bytes = 1;                                                       \
    return cudaSuccess;                                              \
  }

#endif  // LARDER_CCCL_DEVICE_CHOICE_H
