// The runtime API: devices, errors and versions. Each function behaves as in CUDA's documentation;
// comments state the differences.
#ifndef LARDER_CUDART_DEVICES_H
#define LARDER_CUDART_DEVICES_H

#include "../driver_types.h"
#include "device_runtime.h"

extern "C" {

// Errors are kept per host thread. After a kernel failed, every later call fails.
cudaError_t cudaGetLastError() LARDER_DEVICE_RUNTIME;
cudaError_t cudaPeekAtLastError() LARDER_DEVICE_RUNTIME;
const char* cudaGetErrorName(cudaError_t error) LARDER_DEVICE_RUNTIME;
const char* cudaGetErrorString(cudaError_t error) LARDER_DEVICE_RUNTIME;

/// On the CPU there is one device, the CPU.
cudaError_t cudaGetDeviceCount(int* count);
/// A thread that set no device uses the one that Larder chose: the best that can run the program.
cudaError_t cudaGetDevice(int* device);
cudaError_t cudaSetDevice(int device);
/// Sets `*cpu` to 1 if devices are the CPU alone, to 0 if they are GPUs; the same for the whole
/// run. Not one of CUDA's: for headers with an algorithm for the CPU beside kernels.
cudaError_t larder_is_cpu(int* cpu);
cudaError_t cudaInitDevice(int device, unsigned int deviceFlags, unsigned int flags);
cudaError_t cudaChooseDevice(int* device, const struct cudaDeviceProp* properties);
cudaError_t cudaGetDeviceProperties(struct cudaDeviceProp* properties, int device);
cudaError_t cudaDeviceGetAttribute(int* value, enum cudaDeviceAttr attribute, int device);
cudaError_t cudaSetDeviceFlags(unsigned int flags);
cudaError_t cudaGetDeviceFlags(unsigned int* flags);

cudaError_t cudaDeviceSynchronize();
/// Frees the device's memory, streams and events. Device variables keep their values, and a
/// GPU's context stays, because other code of the process may use it.
cudaError_t cudaDeviceReset();
/// The old name of cudaDeviceSynchronize.
cudaError_t cudaThreadSynchronize();
/// The old name of cudaDeviceReset.
cudaError_t cudaThreadExit();

/// On the CPU limits are stored, but only that of the stack size can be reached.
cudaError_t cudaDeviceSetLimit(enum cudaLimit limit, size_t value);
cudaError_t cudaDeviceGetLimit(size_t* value, enum cudaLimit limit);
/// A hint: stored, and passed on to a GPU.
cudaError_t cudaDeviceSetCacheConfig(enum cudaFuncCache config);
cudaError_t cudaDeviceGetCacheConfig(enum cudaFuncCache* config);
/// Has no effect on the CPU.
cudaError_t cudaCtxResetPersistingL2Cache(void);
/// A hint that no current device follows: stored.
cudaError_t cudaDeviceSetSharedMemConfig(enum cudaSharedMemConfig config);
cudaError_t cudaDeviceGetSharedMemConfig(enum cudaSharedMemConfig* config);
cudaError_t cudaDeviceGetStreamPriorityRange(int* leastPriority, int* greatestPriority);
cudaError_t cudaDeviceGetPCIBusId(char* pciBusId, int length, int device);
cudaError_t cudaDeviceGetByPCIBusId(int* device, const char* pciBusId);

cudaError_t cudaDeviceCanAccessPeer(int* canAccessPeer, int device, int peerDevice);
cudaError_t cudaDeviceEnablePeerAccess(int peerDevice, unsigned int flags);
cudaError_t cudaDeviceDisablePeerAccess(int peerDevice);
cudaError_t cudaDeviceGetP2PAttribute(int* value, enum cudaDeviceP2PAttr attribute, int device,
                                      int peerDevice);

/// On the CPU, the version of the runtime.
cudaError_t cudaDriverGetVersion(int* version);
cudaError_t cudaRuntimeGetVersion(int* version);
}

#endif  // LARDER_CUDART_DEVICES_H
