// The types of surface objects, in a header with CUDA's name.
#ifndef LARDER_CUDART_SURFACE_TYPES_H
#define LARDER_CUDART_SURFACE_TYPES_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __SURFACE_TYPES_H__

/// A surface object: what surf2Dread(), surf2Dwrite() and the others access.
typedef unsigned long long cudaSurfaceObject_t;

#define cudaSurfaceType1D 0x01
#define cudaSurfaceType2D 0x02
#define cudaSurfaceType3D 0x03
#define cudaSurfaceTypeCubemap 0x0C
#define cudaSurfaceType1DLayered 0xF1
#define cudaSurfaceType2DLayered 0xF2
#define cudaSurfaceTypeCubemapLayered 0xFC

/// What an access outside the surface does.
enum cudaSurfaceBoundaryMode {
  cudaBoundaryModeZero = 0,   ///< reads give 0, writes do nothing
  cudaBoundaryModeClamp = 1,  ///< the nearest element
  cudaBoundaryModeTrap = 2,   ///< the kernel fails
};

enum cudaSurfaceFormatMode {
  cudaFormatModeForced = 0,
  cudaFormatModeAuto = 1,
};

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_SURFACE_TYPES_H
