// On the host CUB's own variant through shared memory, in place of the one in inline PTX.
#if defined(LARDER_SCAN)
#include_next <cub/warp/warp_scan.cuh>
#else
#include <cub/warp/specializations/warp_scan_shfl.cuh>
#include <cub/warp/specializations/warp_scan_smem.cuh>
#define WarpScanShfl WarpScanSmem
#include_next <cub/warp/warp_scan.cuh>
#undef WarpScanShfl
#endif
