// NVTX's names for the objects of CUDA's runtime API; see nvToolsExt.h.
#ifndef NVTOOLSEXT_CUDART_V3
#define NVTOOLSEXT_CUDART_V3

#include "larder/detail/macros_aside.h"

#include "../cuda_runtime_api.h"
#include "nvToolsExt.h"

#define LARDER_NVTX_NAME(name, type)                                      \
  static inline void name##A(type object __attribute__((unused)),         \
                             const char* text __attribute__((unused))) {} \
  static inline void name##W(type object __attribute__((unused)),         \
                             const wchar_t* text __attribute__((unused))) {}
LARDER_NVTX_NAME(nvtxNameCudaDevice, int)
LARDER_NVTX_NAME(nvtxNameCudaStream, cudaStream_t)
LARDER_NVTX_NAME(nvtxNameCudaEvent, cudaEvent_t)
#undef LARDER_NVTX_NAME

#ifdef UNICODE
#define nvtxNameCudaDevice nvtxNameCudaDeviceW
#define nvtxNameCudaStream nvtxNameCudaStreamW
#define nvtxNameCudaEvent nvtxNameCudaEventW
#else
#define nvtxNameCudaDevice nvtxNameCudaDeviceA
#define nvtxNameCudaStream nvtxNameCudaStreamA
#define nvtxNameCudaEvent nvtxNameCudaEventA
#endif

#include "larder/detail/macros_back.h"

#endif  // NVTOOLSEXT_CUDART_V3
