// CUDA's pipelines: only the primitives, which are functions.
// CUDA's own guard: with a toolkit's header of this name, the first one counts.
#ifndef _CUDA_PIPELINE_H_
#define _CUDA_PIPELINE_H_

#include "cuda_pipeline_primitives.h"

#endif  // _CUDA_PIPELINE_H_
