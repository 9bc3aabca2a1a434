// The runtime API: launches, and what can be asked of a kernel. Each function does what CUDA's
// documentation says; a comment tells what differs here. Kernels are named by their host function.
#ifndef LARDER_CUDART_LAUNCHES_H
#define LARDER_CUDART_LAUNCHES_H

#include "../driver_types.h"

extern "C" {

#if !defined(LARDER_SCAN)  // larder/cuda/launch_syntax.h has it there
/// The first half of kernel<<<grid, block, bytes, stream>>>(...): the kernel that this thread calls
/// next is launched so. Gives 0.
unsigned int __cudaPushCallConfiguration(dim3 grid, dim3 block, size_t shared_bytes = 0,
                                         cudaStream_t stream = nullptr);
#endif

/// On the CPU the kernel has finished when it returns.
cudaError_t cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                             size_t shared_bytes, cudaStream_t stream);
cudaError_t cudaLaunchCooperativeKernel(const void* function, dim3 grid, dim3 block,
                                        void** arguments, size_t shared_bytes, cudaStream_t stream);
/// Of the attributes: a cooperative launch, a cluster of one block, and hints, which are not
/// followed (priority, serialization, policies); any other is cudaErrorNotSupported.
cudaError_t cudaLaunchKernelExC(const cudaLaunchConfig_t* config, const void* function,
                                void** arguments);

/// On the CPU registers, local and static shared memory are told as 0.
cudaError_t cudaFuncGetAttributes(struct cudaFuncAttributes* attributes, const void* function);
/// More than 48 KiB of dynamic shared memory need not be asked for: a launch does it.
cudaError_t cudaFuncSetAttribute(const void* function, enum cudaFuncAttribute attribute, int value);
cudaError_t cudaFuncSetCacheConfig(const void* function, enum cudaFuncCache config);
/// A hint that no device of today follows.
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

#endif  // LARDER_CUDART_LAUNCHES_H
