// Declarations that Clang needs to parse kernel<<<grid, block, bytes, stream>>>(...); scan mode
// only.
#ifndef LARDER_CUDA_LAUNCH_SYNTAX_H
#define LARDER_CUDA_LAUNCH_SYNTAX_H

#if defined(LARDER_SCAN)

#include "types.h"

struct CUstream_st;
// CUDA's runtime API defines it, if a source includes that.
enum cudaError : int;

// Clang looks up one of the first two by name, depending on the pass and on the toolkit version
// that it assumes; both have the same parameters. Its code for launches calls the third.
extern "C" int cudaConfigureCall(dim3 grid, dim3 block, __SIZE_TYPE__ shared_bytes = 0,
                                 CUstream_st* stream = nullptr);
extern "C" unsigned __cudaPushCallConfiguration(dim3 grid, dim3 block,
                                                __SIZE_TYPE__ shared_bytes = 0,
                                                CUstream_st* stream = nullptr);
extern "C" cudaError cudaLaunchKernel(const void* function, dim3 grid, dim3 block, void** arguments,
                                      __SIZE_TYPE__ shared_bytes, CUstream_st* stream);

#endif

#endif  // LARDER_CUDA_LAUNCH_SYNTAX_H
