// Scans for devices: Larder's way on the CPU beside CCCL's own.
#pragma once

#include_next <thrust/system/cuda/detail/scan.h>

#include "larder_cccl/thrust/sums.h"
