// A library that works in its caller's streams and memory, as CUDA libraries do.
#include <cuda_runtime.h>

__global__ void add(int* values) { atomicAdd(values, 1); }

extern "C" {

/// Adds 32 in the stream, after the event.
cudaError_t library_add(int* values, cudaStream_t stream, cudaEvent_t after) {
  if (cudaError_t error = cudaStreamWaitEvent(stream, after, 0)) return error;
  add<<<1, 32, 0, stream>>>(values);
  return cudaGetLastError();
}

cudaMemoryType library_type_of(const void* memory) {
  cudaPointerAttributes attributes{};
  return cudaPointerGetAttributes(&attributes, memory) == cudaSuccess ? attributes.type
                                                                     : cudaMemoryTypeUnregistered;
}

cudaError_t library_launch(cudaGraph_t graph, cudaStream_t stream) {
  cudaGraphExec_t executable;
  if (cudaError_t error = cudaGraphInstantiate(&executable, graph, 0)) return error;
  if (cudaError_t error = cudaGraphLaunch(executable, stream)) return error;
  return cudaGraphExecDestroy(executable);
}

cudaStream_t library_stream() {
  cudaStream_t stream = nullptr;
  return cudaStreamCreate(&stream) == cudaSuccess ? stream : nullptr;
}

cudaError_t library_free(int* values, void* host) {
  const cudaError_t error = cudaFree(values);
  return error != cudaSuccess ? error : cudaFreeHost(host);
}
}
