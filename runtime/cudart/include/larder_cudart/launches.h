// The runtime API: launches, and properties of kernels. Each function behaves as in CUDA's
// documentation; comments state the differences. Kernels are identified by their host function.
#ifndef LARDER_CUDART_LAUNCHES_H
#define LARDER_CUDART_LAUNCHES_H

#include "../driver_types.h"

extern "C" {

#if !defined(LARDER_SCAN)  // larder/cuda/launch_syntax.h has it there
/// The first half of kernel<<<grid, block, bytes, stream>>>(...): the next kernel that this thread
/// calls is launched with this configuration. Returns 0.
unsigned int __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared_bytes = 0,
                                         cudaStream_t stream = nullptr);
/// The end of the same expression. If the function that was called did not take the configuration,
/// because it is a kernel of another copy of Larder or none at all, the launch has failed with
/// cudaErrorInvalidDeviceFunction, and the function ran as a plain call.
void larder_end_launch();
/// Where a __managed__ variable lives: on a GPU in memory of the driver, on the CPU where the
/// program has it. A failure becomes the thread's last error; the program's own memory is returned.
void* larder_managed_memory(void* variable);
#endif

/// On the CPU the kernel has finished when it returns.
cudaError_t cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                             size_t shared_bytes, cudaStream_t stream);
cudaError_t cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block,
                                        void** arguments, size_t shared_bytes, cudaStream_t stream);
/// Supports these attributes: a cooperative launch, a cluster of one block, and hints, which have
/// no effect (priority, serialization, policies). Any other returns cudaErrorNotSupported.
cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* function,
                                void** arguments);

/// On the CPU registers, local and static shared memory are reported as 0.
cudaError_t cudaFuncGetAttributes(struct cudaFuncAttributes* attributes, const void* function);
/// A program need not request more than 48 KiB of dynamic shared memory: a launch does so.
cudaError_t cudaFuncSetAttribute(const void* function, enum cudaFuncAttribute attribute, int value);
cudaError_t cudaFuncSetCacheConfig(const void* function, enum cudaFuncCache config);
/// The mangled name; it stays valid as long as the library with the kernel is loaded.
cudaError_t cudaFuncGetName(const char** name, const void* function);
/// A parameter's place and size among the arguments, in bytes. cudaErrorInvalidValue behind the
/// last.
cudaError_t cudaFuncGetParamInfo(const void* function, size_t paramIndex, size_t* paramOffset,
                                 size_t* paramSize);
/// A hint that no current device follows.
cudaError_t cudaFuncSetSharedMemConfig(const void* function, enum cudaSharedMemConfig config);

/// On the CPU static shared memory does not count.
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessor(int* blocks, const void* function,
                                                          int block_size,
                                                          size_t dynamic_shared_bytes);
cudaError_t cudaOccupancyMaxActiveBlocksPerMultiprocessorWithFlags(int* blocks,
                                                                   const void* function,
                                                                   int block_size,
                                                                   size_t dynamic_shared_bytes,
                                                                   unsigned int flags);
cudaError_t cudaOccupancyAvailableDynamicSMemPerBlock(size_t* bytes, const void* function,
                                                      int blocks, int block_size);
}

#if !defined(LARDER_SCAN)
/// What the generator gives host code instead of a __managed__ variable.
template <class T>
T& larder_managed(T& variable) {
  void* const own =
      const_cast<void*>(static_cast<const volatile void*>(__builtin_addressof(variable)));
  return *static_cast<T*>(::larder_managed_memory(own));
}
#endif

#endif  // LARDER_CUDART_LAUNCHES_H
