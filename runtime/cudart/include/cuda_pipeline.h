// CUDA's pipelines: only the primitives, which are functions.
#ifndef LARDER_CUDART_CUDA_PIPELINE_H
#define LARDER_CUDART_CUDA_PIPELINE_H

#include "cuda_pipeline_primitives.h"

#endif  // LARDER_CUDART_CUDA_PIPELINE_H
