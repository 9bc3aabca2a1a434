// cuRAND's generators for kernels, under CUDA's names: XORWOW, Philox 4x32-10 and MRG32k3a, whose
// integers and uniform numbers equal the GPU's bit for bit. Normal numbers are computed by the C
// library; GPUs approximate them. Not there, and refused by name where they are used: Sobol' and
// MTGP32 generators, Poisson and other discrete distributions.
// CUDA's own guard: with a toolkit's header of this name, the first one counts.
#ifndef CURAND_KERNEL_H_
#define CURAND_KERNEL_H_

#include "larder/detail/macros_aside.h"

#include "larder/cuda/dialect.h"
#include "larder/cuda/types.h"
//
#include "larder_cudart/random/states.h"
//
#include "larder_cudart/random/functions.h"
#include "larder_cudart/random/refused.h"

#include "larder/detail/macros_back.h"

#endif  // CURAND_KERNEL_H_
