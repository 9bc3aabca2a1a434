// PTX's instructions, for CPU variants of kernels with inline PTX: the generator rewrites each asm
// statement to calls of these (NVIDIA, "PTX ISA"). A host source that needs them includes this.
#ifndef LARDER_CUDA_PTX_H
#define LARDER_CUDA_PTX_H

#include "ptx/convert.h"
#include "ptx/half.h"
#include "ptx/integer.h"
#include "ptx/lanes.h"
#include "ptx/memory.h"
#include "ptx/real.h"
#include "ptx/registers.h"
#include "ptx/threads.h"

#endif  // LARDER_CUDA_PTX_H
