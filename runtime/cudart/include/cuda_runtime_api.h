// CUDA's runtime API as C++ programs call it, on Larder's devices: a GPU by its driver, or the CPU.
// What is not declared here is not there.
#ifndef LARDER_CUDART_CUDA_RUNTIME_API_H
#define LARDER_CUDART_CUDA_RUNTIME_API_H
// CUDA's own guard, which programs ask for.
#define __CUDA_RUNTIME_API_H__

#include "driver_types.h"

/// The version of CUDA whose API this is, beside names that CUDA has removed since.
#define CUDART_VERSION 13000

#define CUDARTAPI
#define CUDART_CB

#include "larder_cudart/devices.h"
#include "larder_cudart/launches.h"
#include "larder_cudart/memory.h"
#include "larder_cudart/streams.h"

#endif  // LARDER_CUDART_CUDA_RUNTIME_API_H
