// The runtime API: memory that graphs allocate and free. Each function behaves as in CUDA's
// documentation; comments state the differences.
//
// An allocation node has its memory, not its address alone, from the time when it is added: until
// its graph, the executable graph and the graphs that free it are destroyed and the memory is
// freed. So no two allocations share memory, and a launch never lacks any.
#ifndef LARDER_CUDART_GRAPH_ALLOCATIONS_H
#define LARDER_CUDART_GRAPH_ALLOCATIONS_H

#include "../driver_types.h"

extern "C" {

/// Returns cudaErrorMemoryAllocation here if there is too little memory. For device memory alone,
/// as cudaMemPoolCreate; access by other devices is cudaErrorNotSupported.
cudaError_t cudaGraphAddMemAllocNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                     const cudaGraphNode_t* dependencies, size_t numDependencies,
                                     struct cudaMemAllocNodeParams* nodeParams);
cudaError_t cudaGraphMemAllocNodeGetParams(cudaGraphNode_t node,
                                           struct cudaMemAllocNodeParams* params);
/// A launch that reaches the node while the memory is not allocated is cudaErrorInvalidValue.
cudaError_t cudaGraphAddMemFreeNode(cudaGraphNode_t* node, cudaGraph_t graph,
                                    const cudaGraphNode_t* dependencies, size_t numDependencies,
                                    void* dptr);
cudaError_t cudaGraphMemFreeNodeGetParams(cudaGraphNode_t node, void* dptr);

/// Has no effect: graphs keep no memory that they do not use.
cudaError_t cudaDeviceGraphMemTrim(int device);
/// Used and reserved memory are the same: all that allocation nodes have.
cudaError_t cudaDeviceGetGraphMemAttribute(int device, enum cudaGraphMemAttributeType attr,
                                           void* value);
cudaError_t cudaDeviceSetGraphMemAttribute(int device, enum cudaGraphMemAttributeType attr,
                                           void* value);
}

#endif  // LARDER_CUDART_GRAPH_ALLOCATIONS_H
