// Device functions that access surface objects, in a header with CUDA's name: surf2Dread() and
// surf2Dwrite() and the like. x is in bytes. T: any type of 1, 2, 4, 8 or 16 bytes.
#ifndef LARDER_CUDART_SURFACE_INDIRECT_FUNCTIONS_H
#define LARDER_CUDART_SURFACE_INDIRECT_FUNCTIONS_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __SURFACE_INDIRECT_FUNCTIONS_H__

#include "larder/cuda/types.h"
#include "larder_cudart/textures/rows.h"

LARDER_SURFACE(surf1D, (int x), k1D, x, 0, 0)
LARDER_SURFACE(surf2D, (int x, int y), k2D, x, y, 0)
LARDER_SURFACE(surf3D, (int x, int y, int z), k3D, x, y, z)
LARDER_SURFACE(surf1DLayered, (int x, int layer), k1DLayered, x, 0, layer)
LARDER_SURFACE(surf2DLayered, (int x, int y, int layer), k2DLayered, x, y, layer)
LARDER_SURFACE(surfCubemap, (int x, int y, int face), kCubemap, x, y, face)
LARDER_SURFACE(surfCubemapLayered, (int x, int y, int face_of_layer), kCubemapLayered, x, y,
               face_of_layer)

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_SURFACE_INDIRECT_FUNCTIONS_H
