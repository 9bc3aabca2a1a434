// CUDA C++ for sources that nvcc would compile: CUDA's keywords, the runtime API, and its
// overloads by type. nvcc itself has its own header of this name.
#ifndef LARDER_CUDART_CUDA_RUNTIME_H
#define LARDER_CUDART_CUDA_RUNTIME_H

#include "larder/detail/macros_aside.h"

#include "larder/detail/checked_memory.h"
// CUDA's own guard, which programs test.
#define __CUDA_RUNTIME_H__

#include "channel_descriptor.h"
#include "cuda_runtime_api.h"
#include "library_types.h"
#include "surface_indirect_functions.h"
#include "texture_indirect_functions.h"
#include "vector_functions.h"
#include "vector_types.h"
// CUDA's own header includes them, and programs rely on that: sqrt(1) is a template of <math.h>.
#include <assert.h>
#include <math.h>
#include <stdio.h>

#include <cmath>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <new>
#include <utility>

#include "larder/kernel.h"
#include "larder_cudart/host_mathematics.h"
#include "larder_cudart/overloads.h"

// g++'s <stddef.h> declares it, others' do not.
using std::nullptr_t;

// nvcc's questions about lambdas, by which CCCL refuses those whose result the host can't know.
// Here the host compiler knows every lambda as it is.
#define __nv_is_extended_device_lambda_closure_type(type) false
#define __nv_is_extended_host_device_lambda_closure_type(type) false
#define __nv_is_extended_device_lambda_with_preserved_return_type(type) false

#include "larder/detail/macros_back.h"

#endif  // LARDER_CUDART_CUDA_RUNTIME_H
