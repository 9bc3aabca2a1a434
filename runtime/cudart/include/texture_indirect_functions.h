// Device functions that read texture objects, in a header with CUDA's name. T: an integer of 8, 16
// or 32 bits, float, or a vector of 1, 2 or 4 of them. Without mipmaps, functions with a level or
// gradients read what those without read. On the CPU an anisotropic filter can't be used with
// gradients: the launch fails.
#ifndef LARDER_CUDART_TEXTURE_INDIRECT_FUNCTIONS_H
#define LARDER_CUDART_TEXTURE_INDIRECT_FUNCTIONS_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __TEXTURE_INDIRECT_FUNCTIONS_H__

#include "larder/cuda/types.h"
#include "larder_cudart/textures/rows.h"

#define LARDER_AT(shape, ...) \
  ::larder::cudart::Shape::shape, ::larder::cudart::Coordinates { __VA_ARGS__ }

LARDER_TEXTURE(tex1Dfetch, (int x), fetch, x)
LARDER_TEXTURE(tex2Dgather, (float x, float y, int component = 0), gather, x, y, component)

LARDER_TEXTURE(tex1D, (float x), sample, LARDER_AT(k1D, x, 0, 0, 0))
LARDER_TEXTURE(tex2D, (float x, float y), sample, LARDER_AT(k2D, x, y, 0, 0))
LARDER_TEXTURE(tex3D, (float x, float y, float z), sample, LARDER_AT(k3D, x, y, z, 0))
LARDER_TEXTURE(tex1DLayered, (float x, int layer), sample, LARDER_AT(k1DLayered, x, 0, 0, layer))
LARDER_TEXTURE(tex2DLayered, (float x, float y, int layer), sample,
               LARDER_AT(k2DLayered, x, y, 0, layer))
LARDER_TEXTURE(texCubemap, (float x, float y, float z), sample, LARDER_AT(kCubemap, x, y, z, 0))
LARDER_TEXTURE(texCubemapLayered, (float x, float y, float z, int layer), sample,
               LARDER_AT(kCubemapLayered, x, y, z, layer))

LARDER_TEXTURE(tex1DLod, (float x, float), sample, LARDER_AT(k1D, x, 0, 0, 0))
LARDER_TEXTURE(tex2DLod, (float x, float y, float), sample, LARDER_AT(k2D, x, y, 0, 0))
LARDER_TEXTURE(tex3DLod, (float x, float y, float z, float), sample, LARDER_AT(k3D, x, y, z, 0))
LARDER_TEXTURE(tex1DLayeredLod, (float x, int layer, float), sample,
               LARDER_AT(k1DLayered, x, 0, 0, layer))
LARDER_TEXTURE(tex2DLayeredLod, (float x, float y, int layer, float), sample,
               LARDER_AT(k2DLayered, x, y, 0, layer))
LARDER_TEXTURE(texCubemapLod, (float x, float y, float z, float), sample,
               LARDER_AT(kCubemap, x, y, z, 0))
LARDER_TEXTURE(texCubemapLayeredLod, (float x, float y, float z, int layer, float), sample,
               LARDER_AT(kCubemapLayered, x, y, z, layer))

LARDER_TEXTURE(tex1DGrad, (float x, float, float), sample_isotropic, LARDER_AT(k1D, x, 0, 0, 0))
LARDER_TEXTURE(tex2DGrad, (float x, float y, float2, float2), sample_isotropic,
               LARDER_AT(k2D, x, y, 0, 0))
LARDER_TEXTURE(tex3DGrad, (float x, float y, float z, float4, float4), sample_isotropic,
               LARDER_AT(k3D, x, y, z, 0))
LARDER_TEXTURE(tex1DLayeredGrad, (float x, int layer, float, float), sample_isotropic,
               LARDER_AT(k1DLayered, x, 0, 0, layer))
LARDER_TEXTURE(tex2DLayeredGrad, (float x, float y, int layer, float2, float2), sample_isotropic,
               LARDER_AT(k2DLayered, x, y, 0, layer))

#undef LARDER_AT

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_TEXTURE_INDIRECT_FUNCTIONS_H
