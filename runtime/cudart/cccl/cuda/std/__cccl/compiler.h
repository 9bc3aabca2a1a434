// The first header that any of CCCL's reads.
#include "larder_cccl/settings.h"
//
#include_next <cuda/std/__cccl/compiler.h>
