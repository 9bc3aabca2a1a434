// cuda::ptx::get_sreg_* for the simulator's threads. Registers that tell of a GPU's hardware (SMs,
// clocks, clusters) are not there.
#ifndef LARDER_CCCL_REGISTERS_HOST_H
#define LARDER_CCCL_REGISTERS_HOST_H

#include <cuda/std/cstdint>
#include <cuda/std/detail/__config>

#include "larder/kernel.h"

_LIBCUDACXX_BEGIN_NAMESPACE_CUDA_PTX

#define LARDER_REGISTER(name, ...) \
  inline _CUDA_VSTD::uint32_t get_sreg_##name() { return __VA_ARGS__; }
#define LARDER_REGISTERS(name, variable)  \
  LARDER_REGISTER(name##_x, (variable).x) \
  LARDER_REGISTER(name##_y, (variable).y) \
  LARDER_REGISTER(name##_z, (variable).z)

LARDER_REGISTERS(tid, ::threadIdx)
LARDER_REGISTERS(ntid, ::blockDim)
LARDER_REGISTERS(ctaid, ::blockIdx)
LARDER_REGISTERS(nctaid, ::gridDim)

LARDER_REGISTER(laneid, ::larder::simulator::lane())
LARDER_REGISTER(lanemask_eq, 1u << ::larder::simulator::lane())
LARDER_REGISTER(lanemask_lt, (1u << ::larder::simulator::lane()) - 1)
LARDER_REGISTER(lanemask_le, get_sreg_lanemask_lt() | get_sreg_lanemask_eq())
LARDER_REGISTER(lanemask_ge, ~get_sreg_lanemask_lt())
LARDER_REGISTER(lanemask_gt, ~get_sreg_lanemask_le())

#undef LARDER_REGISTERS
#undef LARDER_REGISTER

_LIBCUDACXX_END_NAMESPACE_CUDA_PTX

#endif  // LARDER_CCCL_REGISTERS_HOST_H
