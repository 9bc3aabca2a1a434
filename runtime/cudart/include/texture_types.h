// The types of texture objects, in a header with CUDA's name.
#ifndef LARDER_CUDART_TEXTURE_TYPES_H
#define LARDER_CUDART_TEXTURE_TYPES_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __TEXTURE_TYPES_H__

/// A texture object: what tex2D() and the others read.
typedef unsigned long long cudaTextureObject_t;

// Kinds of textures, which programs use as template arguments.
#define cudaTextureType1D 0x01
#define cudaTextureType2D 0x02
#define cudaTextureType3D 0x03
#define cudaTextureTypeCubemap 0x0C
#define cudaTextureType1DLayered 0xF1
#define cudaTextureType2DLayered 0xF2
#define cudaTextureTypeCubemapLayered 0xFC

/// What lies outside the texture.
enum cudaTextureAddressMode {
  cudaAddressModeWrap = 0,    ///< the texture again; needs normalised coordinates
  cudaAddressModeClamp = 1,   ///< the nearest texel
  cudaAddressModeMirror = 2,  ///< the texture mirrored; needs normalised coordinates
  cudaAddressModeBorder = 3,  ///< the border's colour
};

enum cudaTextureFilterMode {
  cudaFilterModePoint = 0,   ///< the texel at the coordinates
  cudaFilterModeLinear = 1,  ///< between the nearest texels
};

enum cudaTextureReadMode {
  cudaReadModeElementType = 0,      ///< texels as they are
  cudaReadModeNormalizedFloat = 1,  ///< integers of 8 and 16 bits as numbers of [0, 1] or [-1, 1]
};

/// How a texture is read. Members about mipmaps have no effect, as there are none.
struct cudaTextureDesc {
  enum cudaTextureAddressMode addressMode[3];
  enum cudaTextureFilterMode filterMode;
  enum cudaTextureReadMode readMode;
  int sRGB;              ///< texels of 8 bits are sRGB, and are read as linear values
  float borderColor[4];  ///< for cudaAddressModeBorder
  int normalizedCoords;  ///< coordinates are of [0, 1), not texels
  unsigned int maxAnisotropy;
  enum cudaTextureFilterMode mipmapFilterMode;
  float mipmapLevelBias;
  float minMipmapLevelClamp;
  float maxMipmapLevelClamp;
  int disableTrilinearOptimization;
  int seamlessCubemap;  ///< not supported on the CPU
};

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_TEXTURE_TYPES_H
