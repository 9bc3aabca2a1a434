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
using CuArray = struct CuArrayTag*;
using CuMemoryPool = struct CuMemoryPoolTag*;

// CUmemorytype
inline constexpr int kMemoryHost = 1;
inline constexpr int kMemoryDevice = 2;
inline constexpr int kMemoryArray = 3;
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

// CUarray_format
inline constexpr int kFormatUnsigned8 = 0x01;
inline constexpr int kFormatUnsigned16 = 0x02;
inline constexpr int kFormatUnsigned32 = 0x03;
inline constexpr int kFormatSigned8 = 0x08;
inline constexpr int kFormatSigned16 = 0x09;
inline constexpr int kFormatSigned32 = 0x0a;
inline constexpr int kFormatHalf = 0x10;
inline constexpr int kFormatFloat = 0x20;

/// CUDA_ARRAY3D_DESCRIPTOR
struct CuArrayShape {
  std::size_t width;
  std::size_t height;
  std::size_t depth;
  int format;
  unsigned channels;
  unsigned flags;
};

/// CUDA_RESOURCE_DESC. `type` is a CUresourcetype, whose numbers are cudaResourceType's.
struct CuResource {
  int type;
  union {
    CuArray array;
    struct {
      CuDevicePointer address;
      int format;
      unsigned channels;
      std::size_t bytes;
    } linear;
    struct {
      CuDevicePointer address;
      int format;
      unsigned channels;
      std::size_t width;
      std::size_t height;
      std::size_t pitch;
    } rows;
    int reserved[32];
  } of;
  unsigned flags;
};
static_assert(sizeof(CuResource) == 144);

// CU_TRSF_*: flags of CUDA_TEXTURE_DESC
inline constexpr unsigned kReadAsInteger = 0x01;
inline constexpr unsigned kNormalizedCoordinates = 0x02;
inline constexpr unsigned kSrgb = 0x10;
inline constexpr unsigned kNoTrilinearOptimization = 0x20;
inline constexpr unsigned kSeamlessCubemap = 0x40;

/// CUDA_TEXTURE_DESC. The modes have the numbers of cudaTextureAddressMode and
/// cudaTextureFilterMode.
struct CuTexture {
  int address_modes[3];
  int filter_mode;
  unsigned flags;
  unsigned max_anisotropy;
  int mipmap_filter_mode;
  float mipmap_level_bias;
  float min_mipmap_level;
  float max_mipmap_level;
  float border_color[4];
  int reserved[12];
};
static_assert(sizeof(CuTexture) == 104);

/// CUmemLocation. `type` is a CUmemLocationType, whose numbers are cudaMemLocationType's.
struct CuMemLocation {
  int type;
  int id;
};

/// CUmemAccessDesc. `flags` have the numbers of cudaMemAccessFlags.
struct CuMemAccess {
  CuMemLocation location;
  int flags;
};

/// CUmemPoolProps. The numbers are those of cudaMemPoolProps.
struct CuPoolProperties {
  int allocation_type;
  int handle_types;
  CuMemLocation location;
  void* security_attributes;
  std::size_t max_bytes;
  unsigned short usage;
  unsigned char reserved[54];
};
static_assert(sizeof(CuPoolProperties) == 88);

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
