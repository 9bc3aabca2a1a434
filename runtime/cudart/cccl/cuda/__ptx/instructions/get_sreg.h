// Special registers: CCCL's own in the scan, the simulator's on the host.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cuda/__ptx/instructions/get_sreg.h>
#else
#include "larder_cccl/registers_host.h"
#endif
