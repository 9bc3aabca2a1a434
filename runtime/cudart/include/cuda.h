// The version, handle types and errors of CUDA's driver API, for programs that call the runtime
// API. A call of one of the driver API's functions is an error that says so. CUDA's own guard: with
// a toolkit's header of this name, the first one counts.
#ifndef __cuda_cuda_h__
#define __cuda_cuda_h__

#include "larder/detail/macros_aside.h"

#include "driver_types.h"
#include "larder_cudart/driver_api.h"
// CUDA's own header includes them, and programs rely on that.
#include <stdint.h>
#include <stdlib.h>

#define CUDA_VERSION 13000

typedef uint32_t cuuint32_t;
typedef uint64_t cuuint64_t;

typedef int CUdevice;
typedef struct CUctx_st* CUcontext;
typedef struct CUmod_st* CUmodule;
typedef struct CUfunc_st* CUfunction;
typedef struct CUstream_st* CUstream;
typedef struct CUevent_st* CUevent;
typedef unsigned long long CUdeviceptr;

#include "larder/detail/macros_back.h"

#endif  // __cuda_cuda_h__
