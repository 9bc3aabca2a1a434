// CUDA's runtime API for C++ programs, on Larder's devices: a GPU through its driver, or the CPU.
// Functions that are not declared here are not supported.
#ifndef LARDER_CUDART_CUDA_RUNTIME_API_H
#define LARDER_CUDART_CUDA_RUNTIME_API_H

#include "larder/detail/macros_aside.h"
// CUDA's own guard, which programs test.
#define __CUDA_RUNTIME_API_H__

#include "builtin_types.h"

/// The version of CUDA that this API follows; it also has names that CUDA has removed.
#define CUDART_VERSION 13000

#define CUDARTAPI
#define CUDART_CB

#include "larder_cudart/arrays.h"
#include "larder_cudart/devices.h"
#include "larder_cudart/graph_allocations.h"
#include "larder_cudart/graph_parameters.h"
#include "larder_cudart/graphs.h"
#include "larder_cudart/launches.h"
#include "larder_cudart/memory.h"
#include "larder_cudart/pools.h"
#include "larder_cudart/streams.h"
#include "larder_cudart/textures.h"

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_CUDA_RUNTIME_API_H
