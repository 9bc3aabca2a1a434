// The properties that cudaGetDeviceProperties returns: today's fields and those that CUDA 13
// removed.
#ifndef LARDER_CUDART_DEVICE_PROPERTIES_H
#define LARDER_CUDART_DEVICE_PROPERTIES_H

#include <stddef.h>

typedef struct CUuuid_st {
  char bytes[16];
} CUuuid;
typedef CUuuid cudaUUID_t;

struct cudaDeviceProp {
  char name[256];
  cudaUUID_t uuid;
  char luid[8];
  unsigned int luidDeviceNodeMask;

  // Memory
  size_t totalGlobalMem;
  size_t totalConstMem;
  size_t memPitch;
  size_t textureAlignment;
  size_t texturePitchAlignment;
  size_t surfaceAlignment;
  int memoryClockRate;  ///< kHz
  int memoryBusWidth;   ///< bits
  int l2CacheSize;      ///< bytes
  int persistingL2CacheMaxSize;
  int accessPolicyMaxWindowSize;
  int globalL1CacheSupported;
  int localL1CacheSupported;
  int ECCEnabled;

  // Blocks and multiprocessors
  size_t sharedMemPerBlock;
  size_t sharedMemPerBlockOptin;
  size_t sharedMemPerMultiprocessor;
  size_t reservedSharedMemPerBlock;
  int regsPerBlock;
  int regsPerMultiprocessor;
  int warpSize;
  int maxThreadsPerBlock;
  int maxThreadsDim[3];
  int maxGridSize[3];
  int maxThreadsPerMultiProcessor;
  int maxBlocksPerMultiProcessor;
  int multiProcessorCount;
  int clockRate;  ///< kHz
  int major;      ///< of the compute capability
  int minor;
  int singleToDoublePrecisionPerfRatio;

  // Capabilities
  int deviceOverlap;
  int asyncEngineCount;
  int concurrentKernels;
  int kernelExecTimeoutEnabled;
  int computeMode;
  int computePreemptionSupported;
  int cooperativeLaunch;
  int cooperativeMultiDeviceLaunch;
  int clusterLaunch;
  int streamPrioritiesSupported;
  int unifiedFunctionPointers;

  // Relation of its memory to the host's
  int integrated;
  int canMapHostMemory;
  int unifiedAddressing;
  int managedMemory;
  int concurrentManagedAccess;
  int directManagedMemAccessFromHost;
  int pageableMemoryAccess;
  int pageableMemoryAccessUsesHostPageTables;
  int canUseHostPointerForRegisteredMem;
  int hostNativeAtomicSupported;
  int hostRegisterSupported;
  int hostRegisterReadOnlySupported;
  int memoryPoolsSupported;
  unsigned int memoryPoolSupportedHandleTypes;
  int sparseCudaArraySupported;
  int deferredMappingCudaArraySupported;
  int timelineSemaphoreInteropSupported;
  int gpuDirectRDMASupported;
  unsigned int gpuDirectRDMAFlushWritesOptions;
  int gpuDirectRDMAWritesOrdering;
  int ipcEventSupported;

  // Location
  int pciBusID;
  int pciDeviceID;
  int pciDomainID;
  int tccDriver;
  int isMultiGpuBoard;
  int multiGpuBoardGroupID;

  // Textures and surfaces
  int maxTexture1D;
  int maxTexture1DMipmap;
  int maxTexture1DLinear;
  int maxTexture2D[2];
  int maxTexture2DMipmap[2];
  int maxTexture2DLinear[3];
  int maxTexture2DGather[2];
  int maxTexture3D[3];
  int maxTexture3DAlt[3];
  int maxTextureCubemap;
  int maxTexture1DLayered[2];
  int maxTexture2DLayered[3];
  int maxTextureCubemapLayered[2];
  int maxSurface1D;
  int maxSurface2D[2];
  int maxSurface3D[3];
  int maxSurface1DLayered[2];
  int maxSurface2DLayered[3];
  int maxSurfaceCubemap;
  int maxSurfaceCubemapLayered[2];
};

#endif  // LARDER_CUDART_DEVICE_PROPERTIES_H
