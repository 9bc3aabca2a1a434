// How libcu++ waits (for latches, semaphores, atomics). On the host a CUDA thread lets others run.
#pragma once

#if defined(LARDER_SCAN)
#include_next <cuda/std/__thread/threading_support.h>
#else
#define __cccl_thread_poll_with_backoff larder_native_poll
#include_next <cuda/std/__thread/threading_support.h>
#undef __cccl_thread_poll_with_backoff
#include "larder_cccl/polling_host.h"
#endif
