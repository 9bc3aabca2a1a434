// The few declarations of CUDA's driver API that Larder needs. NVIDIA's headers are not used, so
// that Larder builds without a toolkit and never depends on its version. The values are part of
// the driver's binary interface and do not change.
#ifndef LARDER_DRIVER_TYPES_H
#define LARDER_DRIVER_TYPES_H

#include <cstddef>

namespace larder::inline v1::driver {

using CuResult = int;
using CuDevice = int;
using CuDevicePointer = unsigned long long;
using CuContext = struct CuContextTag*;
using CuModule = struct CuModuleTag*;
using CuLibrary = struct CuLibraryTag*;
using CuKernel = struct CuKernelTag*;
using CuFunction = struct CuFunctionTag*;
using CuStream = struct CuStreamTag*;
using CuLinkState = struct CuLinkStateTag*;
using CuEvent = struct CuEventTag*;

// CUmemorytype
inline constexpr int kMemoryHost = 1;
inline constexpr int kMemoryDevice = 2;
inline constexpr int kMemoryUnified = 4;

/// CUDA_MEMCPY3D's description of one end of a copy.
struct CuCopyEnd {
  std::size_t x_bytes;
  std::size_t y;
  std::size_t z;
  std::size_t level;
  int memory_type;
  const void* host;
  CuDevicePointer device;
  void* array;
  void* reserved;
  std::size_t pitch;
  std::size_t height;
};

/// CUDA_MEMCPY3D
struct CuMemcpy3D {
  CuCopyEnd from;
  CuCopyEnd to;
  std::size_t width_bytes;
  std::size_t height;
  std::size_t depth;
};

inline constexpr CuResult kSuccess = 0;

// CUdevice_attribute
inline constexpr int kSharedMemoryPerBlock = 8;
inline constexpr int kMultiprocessorCount = 16;
inline constexpr int kCapabilityMajor = 75;
inline constexpr int kCapabilityMinor = 76;
inline constexpr int kSharedMemoryPerBlockOptIn = 97;

// CUpointer_attribute
inline constexpr int kPointerMemoryType = 2;
inline constexpr int kPointerDevicePointer = 3;
inline constexpr int kPointerHostPointer = 4;
inline constexpr int kPointerIsManaged = 8;
inline constexpr int kPointerDeviceOrdinal = 9;

// CUfunction_attribute
inline constexpr int kFunctionSharedBytes = 1;
inline constexpr int kFunctionMaxDynamicSharedBytes = 8;

// CUjit_option
inline constexpr int kJitErrorLogBuffer = 5;
inline constexpr int kJitErrorLogBufferBytes = 6;

// CUjitInputType
inline constexpr int kJitInputPtx = 1;

}  // namespace larder::inline v1::driver

#endif  // LARDER_DRIVER_TYPES_H
