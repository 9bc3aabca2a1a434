// The types of arrays, and of the resources that textures and surfaces read.
//
// Written from CUDA's documentation, with CUDA's names, values and layouts.
#ifndef LARDER_CUDART_ARRAY_TYPES_H
#define LARDER_CUDART_ARRAY_TYPES_H

#include <stddef.h>

/// Memory in an order that suits textures. Only copies, textures and surfaces access it.
typedef struct cudaArray* cudaArray_t;
typedef const struct cudaArray* cudaArray_const_t;
/// Arrays of falling size. They are not supported: functions with them fail.
typedef struct cudaMipmappedArray* cudaMipmappedArray_t;
typedef const struct cudaMipmappedArray* cudaMipmappedArray_const_t;

/// What a channel of an element is.
enum cudaChannelFormatKind {
  cudaChannelFormatKindSigned = 0,
  cudaChannelFormatKindUnsigned = 1,
  cudaChannelFormatKindFloat = 2,
  cudaChannelFormatKindNone = 3,
};

/// The format of an element: the bits of each channel. 1, 2 or 4 channels of equal size are
/// supported, of 8, 16 or 32 bits; floating-point ones have 16 or 32.
struct cudaChannelFormatDesc {
  int x;
  int y;
  int z;
  int w;
  enum cudaChannelFormatKind f;
};

// Flags of cudaMallocArray and cudaMalloc3DArray. Sparse arrays and deferred mapping are not
// supported.
#define cudaArrayDefault 0x00
#define cudaArrayLayered 0x01
#define cudaArraySurfaceLoadStore 0x02
#define cudaArrayCubemap 0x04
#define cudaArrayTextureGather 0x08
#define cudaArrayColorAttachment 0x20
#define cudaArraySparse 0x40
#define cudaArrayDeferredMapping 0x80

enum cudaResourceType {
  cudaResourceTypeArray = 0,
  cudaResourceTypeMipmappedArray = 1,
  cudaResourceTypeLinear = 2,
  cudaResourceTypePitch2D = 3,
};

/// What a texture or a surface reads. `resType` selects the member of `res`.
// NOLINTNEXTLINE(bugprone-tagged-union-member-count): CUDA reserves room
struct cudaResourceDesc {
  enum cudaResourceType resType;
  union {
    struct {
      cudaArray_t array;
    } array;
    struct {
      cudaMipmappedArray_t mipmap;
    } mipmap;
    struct {
      void* devPtr;
      struct cudaChannelFormatDesc desc;
      size_t sizeInBytes;
    } linear;
    struct {
      void* devPtr;
      struct cudaChannelFormatDesc desc;
      size_t width;         ///< in elements
      size_t height;        ///< in elements
      size_t pitchInBytes;  ///< from one row to the next
    } pitch2D;
    struct {
      int reserved[32];
    } reserved;
  } res;
  unsigned int flags;  ///< 0
};

/// The element format of a resource view.
enum cudaResourceViewFormat {
  cudaResViewFormatNone = 0x00,
};

/// Another view of a resource. Views are not supported: cudaCreateTextureObject takes null only.
struct cudaResourceViewDesc {
  enum cudaResourceViewFormat format;
  size_t width;
  size_t height;
  size_t depth;
  unsigned int firstMipmapLevel;
  unsigned int lastMipmapLevel;
  unsigned int firstLayer;
  unsigned int lastLayer;
  unsigned int reserved[16];
};

#endif  // LARDER_CUDART_ARRAY_TYPES_H
