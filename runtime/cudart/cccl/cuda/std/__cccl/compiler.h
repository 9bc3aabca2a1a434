// The first header that any of CCCL's reads.
#pragma once

#include "larder_cccl/settings.h"
//
#include_next <cuda/std/__cccl/compiler.h>
