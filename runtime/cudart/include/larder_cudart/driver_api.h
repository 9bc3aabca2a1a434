// CUDA's driver API: its errors, and its functions by name, so that a program that calls one hears
// which one it is.
#ifndef LARDER_CUDART_DRIVER_API_H
#define LARDER_CUDART_DRIVER_API_H

/// The errors of the driver API that programs compare with, with CUDA's values.
typedef enum cudaError_enum {
  CUDA_SUCCESS = 0,
  CUDA_ERROR_INVALID_VALUE = 1,
  CUDA_ERROR_OUT_OF_MEMORY = 2,
  CUDA_ERROR_NOT_INITIALIZED = 3,
  CUDA_ERROR_DEINITIALIZED = 4,
  CUDA_ERROR_NO_DEVICE = 100,
  CUDA_ERROR_INVALID_DEVICE = 101,
  CUDA_ERROR_INVALID_IMAGE = 200,
  CUDA_ERROR_INVALID_CONTEXT = 201,
  CUDA_ERROR_NO_BINARY_FOR_GPU = 209,
  CUDA_ERROR_INVALID_PTX = 218,
  CUDA_ERROR_INVALID_SOURCE = 300,
  CUDA_ERROR_FILE_NOT_FOUND = 301,
  CUDA_ERROR_INVALID_HANDLE = 400,
  CUDA_ERROR_NOT_FOUND = 500,
  CUDA_ERROR_NOT_READY = 600,
  CUDA_ERROR_ILLEGAL_ADDRESS = 700,
  CUDA_ERROR_LAUNCH_OUT_OF_RESOURCES = 701,
  CUDA_ERROR_LAUNCH_FAILED = 719,
  CUDA_ERROR_NOT_PERMITTED = 800,
  CUDA_ERROR_NOT_SUPPORTED = 801,
  CUDA_ERROR_UNKNOWN = 999
} CUresult;

#ifdef __cplusplus
// They have no definition. They take any arguments, since only their names are looked at.
#define LARDER_NO_DRIVER_API(name)                                                           \
  template <class... Arguments>                                                              \
  __attribute__((                                                                            \
      unavailable("Larder does not have CUDA's driver API; call the runtime API"))) CUresult \
  name(Arguments...);
LARDER_NO_DRIVER_API(cuInit)
LARDER_NO_DRIVER_API(cuDriverGetVersion)
LARDER_NO_DRIVER_API(cuGetErrorName)
LARDER_NO_DRIVER_API(cuGetErrorString)
LARDER_NO_DRIVER_API(cuGetProcAddress)
LARDER_NO_DRIVER_API(cuDeviceGet)
LARDER_NO_DRIVER_API(cuDeviceGetAttribute)
LARDER_NO_DRIVER_API(cuDeviceGetCount)
LARDER_NO_DRIVER_API(cuDeviceGetName)
LARDER_NO_DRIVER_API(cuDeviceGetUuid)
LARDER_NO_DRIVER_API(cuDeviceTotalMem)
LARDER_NO_DRIVER_API(cuDeviceGetPCIBusId)
LARDER_NO_DRIVER_API(cuDeviceCanAccessPeer)
LARDER_NO_DRIVER_API(cuDevicePrimaryCtxRetain)
LARDER_NO_DRIVER_API(cuDevicePrimaryCtxRelease)
LARDER_NO_DRIVER_API(cuDevicePrimaryCtxSetFlags)
LARDER_NO_DRIVER_API(cuDevicePrimaryCtxGetState)
LARDER_NO_DRIVER_API(cuCtxCreate)
LARDER_NO_DRIVER_API(cuCtxDestroy)
LARDER_NO_DRIVER_API(cuCtxGetCurrent)
LARDER_NO_DRIVER_API(cuCtxGetDevice)
LARDER_NO_DRIVER_API(cuCtxPopCurrent)
LARDER_NO_DRIVER_API(cuCtxPushCurrent)
LARDER_NO_DRIVER_API(cuCtxSetCurrent)
LARDER_NO_DRIVER_API(cuCtxSynchronize)
LARDER_NO_DRIVER_API(cuCtxEnablePeerAccess)
LARDER_NO_DRIVER_API(cuModuleLoad)
LARDER_NO_DRIVER_API(cuModuleLoadData)
LARDER_NO_DRIVER_API(cuModuleLoadDataEx)
LARDER_NO_DRIVER_API(cuModuleLoadFatBinary)
LARDER_NO_DRIVER_API(cuModuleGetFunction)
LARDER_NO_DRIVER_API(cuModuleGetGlobal)
LARDER_NO_DRIVER_API(cuModuleGetTexRef)
LARDER_NO_DRIVER_API(cuModuleUnload)
LARDER_NO_DRIVER_API(cuLibraryLoadData)
LARDER_NO_DRIVER_API(cuLibraryGetKernel)
LARDER_NO_DRIVER_API(cuLinkCreate)
LARDER_NO_DRIVER_API(cuLinkAddData)
LARDER_NO_DRIVER_API(cuLinkAddFile)
LARDER_NO_DRIVER_API(cuLinkComplete)
LARDER_NO_DRIVER_API(cuLinkDestroy)
LARDER_NO_DRIVER_API(cuFuncGetAttribute)
LARDER_NO_DRIVER_API(cuFuncSetAttribute)
LARDER_NO_DRIVER_API(cuFuncSetCacheConfig)
LARDER_NO_DRIVER_API(cuLaunchKernel)
LARDER_NO_DRIVER_API(cuLaunchKernelEx)
LARDER_NO_DRIVER_API(cuLaunchCooperativeKernel)
LARDER_NO_DRIVER_API(cuLaunchHostFunc)
LARDER_NO_DRIVER_API(cuOccupancyMaxActiveBlocksPerMultiprocessor)
LARDER_NO_DRIVER_API(cuOccupancyMaxPotentialBlockSize)
LARDER_NO_DRIVER_API(cuMemAlloc)
LARDER_NO_DRIVER_API(cuMemAllocHost)
LARDER_NO_DRIVER_API(cuMemAllocManaged)
LARDER_NO_DRIVER_API(cuMemAllocPitch)
LARDER_NO_DRIVER_API(cuMemAllocAsync)
LARDER_NO_DRIVER_API(cuMemFree)
LARDER_NO_DRIVER_API(cuMemFreeAsync)
LARDER_NO_DRIVER_API(cuMemFreeHost)
LARDER_NO_DRIVER_API(cuMemGetInfo)
LARDER_NO_DRIVER_API(cuMemHostAlloc)
LARDER_NO_DRIVER_API(cuMemHostGetDevicePointer)
LARDER_NO_DRIVER_API(cuMemHostRegister)
LARDER_NO_DRIVER_API(cuMemHostUnregister)
LARDER_NO_DRIVER_API(cuPointerGetAttribute)
LARDER_NO_DRIVER_API(cuMemcpy)
LARDER_NO_DRIVER_API(cuMemcpyAsync)
LARDER_NO_DRIVER_API(cuMemcpy2D)
LARDER_NO_DRIVER_API(cuMemcpy3D)
LARDER_NO_DRIVER_API(cuMemcpyAtoH)
LARDER_NO_DRIVER_API(cuMemcpyDtoD)
LARDER_NO_DRIVER_API(cuMemcpyDtoDAsync)
LARDER_NO_DRIVER_API(cuMemcpyDtoH)
LARDER_NO_DRIVER_API(cuMemcpyDtoHAsync)
LARDER_NO_DRIVER_API(cuMemcpyHtoA)
LARDER_NO_DRIVER_API(cuMemcpyHtoD)
LARDER_NO_DRIVER_API(cuMemcpyHtoDAsync)
LARDER_NO_DRIVER_API(cuMemcpyPeer)
LARDER_NO_DRIVER_API(cuMemsetD8)
LARDER_NO_DRIVER_API(cuMemsetD16)
LARDER_NO_DRIVER_API(cuMemsetD32)
LARDER_NO_DRIVER_API(cuMemsetD8Async)
LARDER_NO_DRIVER_API(cuMemsetD32Async)
LARDER_NO_DRIVER_API(cuMemAddressFree)
LARDER_NO_DRIVER_API(cuMemAddressReserve)
LARDER_NO_DRIVER_API(cuMemCreate)
LARDER_NO_DRIVER_API(cuMemExportToShareableHandle)
LARDER_NO_DRIVER_API(cuMemGetAllocationGranularity)
LARDER_NO_DRIVER_API(cuMemImportFromShareableHandle)
LARDER_NO_DRIVER_API(cuMemMap)
LARDER_NO_DRIVER_API(cuMemRelease)
LARDER_NO_DRIVER_API(cuMemSetAccess)
LARDER_NO_DRIVER_API(cuMemUnmap)
LARDER_NO_DRIVER_API(cuIpcGetMemHandle)
LARDER_NO_DRIVER_API(cuIpcOpenMemHandle)
LARDER_NO_DRIVER_API(cuStreamCreate)
LARDER_NO_DRIVER_API(cuStreamDestroy)
LARDER_NO_DRIVER_API(cuStreamQuery)
LARDER_NO_DRIVER_API(cuStreamSynchronize)
LARDER_NO_DRIVER_API(cuStreamWaitEvent)
LARDER_NO_DRIVER_API(cuEventCreate)
LARDER_NO_DRIVER_API(cuEventDestroy)
LARDER_NO_DRIVER_API(cuEventElapsedTime)
LARDER_NO_DRIVER_API(cuEventQuery)
LARDER_NO_DRIVER_API(cuEventRecord)
LARDER_NO_DRIVER_API(cuEventSynchronize)
LARDER_NO_DRIVER_API(cuArrayCreate)
LARDER_NO_DRIVER_API(cuArrayDestroy)
LARDER_NO_DRIVER_API(cuArray3DCreate)
LARDER_NO_DRIVER_API(cuTexRefSetArray)
LARDER_NO_DRIVER_API(cuTexRefSetAddress)
LARDER_NO_DRIVER_API(cuTexRefSetFormat)
LARDER_NO_DRIVER_API(cuTexRefSetFlags)
LARDER_NO_DRIVER_API(cuTexObjectCreate)
LARDER_NO_DRIVER_API(cuTexObjectDestroy)
LARDER_NO_DRIVER_API(cuSurfObjectCreate)
LARDER_NO_DRIVER_API(cuSurfObjectDestroy)
LARDER_NO_DRIVER_API(cuTensorMapEncodeTiled)
#undef LARDER_NO_DRIVER_API
#endif

#endif  // LARDER_CUDART_DRIVER_API_H
