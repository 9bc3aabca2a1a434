// On the host CUB's own variant through shared memory, in place of the one in inline PTX.
#if defined(LARDER_SCAN)
#include_next <cub/warp/warp_reduce.cuh>
#else
#include <cub/warp/specializations/warp_reduce_shfl.cuh>
#include <cub/warp/specializations/warp_reduce_smem.cuh>
#define WarpReduceShfl WarpReduceSmem
#include_next <cub/warp/warp_reduce.cuh>
#undef WarpReduceShfl
#endif
