// All of CUDA's types, in a header with CUDA's name.
#ifndef LARDER_CUDART_BUILTIN_TYPES_H
#define LARDER_CUDART_BUILTIN_TYPES_H
// CUDA's own guard, which programs test.
#define __BUILTIN_TYPES_H__

#include "device_types.h"
#include "driver_types.h"
#include "surface_types.h"
#include "texture_types.h"
#include "vector_types.h"

#endif  // LARDER_CUDART_BUILTIN_TYPES_H
