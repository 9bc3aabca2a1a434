// cuda::thread_scope, and the namespace of what has one: CCCL's, where it is there.
#ifndef LARDER_CCCL_SCOPES_H
#define LARDER_CCCL_SCOPES_H

#include <cstddef>
#include <cstdint>

#include "absent.h"
#include "larder/kernel.h"

#if __has_include(<cuda/std/detail/__config>)
#include <cuda/std/atomic>
#define LARDER_CCCL_BEGIN_CUDA _LIBCUDACXX_BEGIN_NAMESPACE_CUDA
#define LARDER_CCCL_END_CUDA _LIBCUDACXX_END_NAMESPACE_CUDA
#else
#define LARDER_CCCL_BEGIN_CUDA namespace cuda {
#define LARDER_CCCL_END_CUDA }
namespace cuda {
enum thread_scope {
  thread_scope_system = 0,
  thread_scope_device = 1,
  thread_scope_block = 2,
  thread_scope_thread = 10
};
}  // namespace cuda
#endif

#endif  // LARDER_CCCL_SCOPES_H
