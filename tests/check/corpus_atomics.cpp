// Atomic operations, fences and their scopes.
#include "corpus.h"

namespace {

using corpus::kThreads;

template <class T, bool Right>
LARDER_KERNEL void histogram(T* out, const T* in) {
  __shared__ T bins[4];
  if (threadIdx.x < 4) bins[threadIdx.x] = T();
  __syncthreads();
  if constexpr (Right) {
    atomicAdd(&bins[threadIdx.x % 4], in[threadIdx.x]);
  } else {
    bins[threadIdx.x % 4] = bins[threadIdx.x % 4] + in[threadIdx.x];  // fault histogram: race
  }
  __syncthreads();
  if (threadIdx.x < 4) out[blockIdx.x * 4 + threadIdx.x] = bins[threadIdx.x];
}

template <class T, bool Right>
LARDER_KERNEL void total(T* out, const T* in) {
  if (threadIdx.x != 0) return;
  if constexpr (Right) {
    atomicAdd(out, in[blockIdx.x]);
  } else {
    *out = *out + in[blockIdx.x];  // fault total: race
  }
}

template <class T, bool Right>
LARDER_KERNEL void plain_read(T* out, const T* in) {
  atomicAdd(out, in[threadIdx.x]);  // fault plain_read: race
  if constexpr (Right) __syncthreads();
  out[1 + blockIdx.x * kThreads + threadIdx.x] = *out;  // fault plain_read: race
}

template <class T, bool Right>
LARDER_KERNEL void plain_write(T* out, const T* in) {
  if (threadIdx.x == 0) *out = T();  // fault plain_write: race
  if constexpr (Right) __syncthreads();
  atomicAdd(out, in[threadIdx.x]);  // fault plain_write: race
}

// Atomic for the threads of each block alone.
template <class T, bool Right>
LARDER_KERNEL void narrow_add(T* out, const T* in) {
  if constexpr (Right) {
    atomicAdd(out, in[threadIdx.x]);
  } else {
    atomicAdd_block(out, in[threadIdx.x]);  // fault narrow_add: scope too small
  }
}

template <class T, bool Right>
LARDER_KERNEL void narrow_exchange(T* out, const T* in) {
  if constexpr (Right) {
    atomicExch(out, in[threadIdx.x]);
  } else {
    atomicExch_block(out, in[threadIdx.x]);  // fault narrow_exchange: scope too small
  }
}

// One block hands a value to another by a flag.
template <class T, bool Right>
LARDER_KERNEL void no_release(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault no_release: race
    if constexpr (Right) __threadfence();
    atomicExch(flag, 1);
  } else {
    while (atomicAdd(flag, 0) == 0) {
    }
    __threadfence();
    out[blockIdx.x] = *out;  // fault no_release: race
  }
}

// The reader has no fence.
template <class T, bool Right>
LARDER_KERNEL void no_acquire(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault no_acquire: acquire without a fence
    __threadfence();
    atomicExch(flag, 1);
  } else {
    while (atomicAdd(flag, 0) == 0) {
    }
    if constexpr (Right) __threadfence();
    out[blockIdx.x] = *out;  // fault no_acquire: acquire without a fence
  }
}

// A fence for the threads of its block alone.
template <class T, bool Right>
LARDER_KERNEL void block_fence(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault block_fence: race
    if constexpr (Right) {
      __threadfence();
    } else {
      __threadfence_block();
    }
    atomicExch(flag, 1);
  } else {
    while (atomicAdd(flag, 0) == 0) {
    }
    __threadfence();
    out[blockIdx.x] = *out;  // fault block_fence: race
  }
}

// By the orders of the operations themselves.
template <class T, bool Right>
LARDER_KERNEL void relaxed_store(T* out, const T* in, int* flag) {
  constexpr int kOrder = Right ? __NV_ATOMIC_RELEASE : __NV_ATOMIC_RELAXED;
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault relaxed_store: race
    __nv_atomic_store_n(flag, 1, kOrder, __NV_THREAD_SCOPE_DEVICE);
  } else {
    while (__nv_atomic_load_n(flag, __NV_ATOMIC_ACQUIRE, __NV_THREAD_SCOPE_DEVICE) == 0) {
    }
    out[blockIdx.x] = *out;  // fault relaxed_store: race
  }
}

template <class T, bool Right>
LARDER_KERNEL void relaxed_load(T* out, const T* in, int* flag) {
  constexpr int kOrder = Right ? __NV_ATOMIC_ACQUIRE : __NV_ATOMIC_RELAXED;
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault relaxed_load: acquire without a fence
    __nv_atomic_store_n(flag, 1, __NV_ATOMIC_RELEASE, __NV_THREAD_SCOPE_DEVICE);
  } else {
    while (__nv_atomic_load_n(flag, kOrder, __NV_THREAD_SCOPE_DEVICE) == 0) {
    }
    out[blockIdx.x] = *out;  // fault relaxed_load: acquire without a fence
  }
}

template <class T, bool Right>
LARDER_KERNEL void narrow_store(T* out, const T* in, int* flag) {
  constexpr int kOrder = __NV_ATOMIC_RELAXED;
  constexpr int kWide = __NV_THREAD_SCOPE_DEVICE;
  constexpr int kScope = Right ? __NV_THREAD_SCOPE_DEVICE : __NV_THREAD_SCOPE_BLOCK;
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    out[0] = in[1];
    __nv_atomic_fetch_add(flag, 1, kOrder, kScope);  // fault narrow_store: scope too small
  } else {
    __nv_atomic_fetch_add(flag, 1, kOrder, kWide);  // fault narrow_store: scope too small
  }
}

// The same by a volatile flag.
template <class T, bool Right>
LARDER_KERNEL void volatile_flag(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  volatile int* const seen = flag;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault volatile_flag: race
    if constexpr (Right) __threadfence();
    *seen = 1;
  } else {
    while (*seen == 0) {
    }
    __threadfence();
    out[blockIdx.x] = *out;  // fault volatile_flag: race
  }
}

// A store of another thread ends what the first one has released.
template <class T, bool Right>
LARDER_KERNEL void overwritten_flag(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  volatile int* const seen = flag;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault overwritten_flag: race
    __threadfence();
    *seen = 1;
  } else if (blockIdx.x == 1) {
    while (*seen == 0) {
    }
    if constexpr (Right) __threadfence();
    *seen = 2;
  } else {
    while (*seen != 2) {
    }
    __threadfence();
    out[blockIdx.x] = *out;  // fault overwritten_flag: race
  }
}

template <class T, bool Right>
LARDER_KERNEL void sizes_of_atomics(T*, const T*, int* flag) {
  if (threadIdx.x != 0) return;
  if (Right || blockIdx.x == 0) {
    atomicAdd(flag, 1);  // fault sizes_of_atomics: race
  } else {
    auto* const half = reinterpret_cast<unsigned short*>(flag);
    const unsigned short old = 0, wanted = 1;
    atomicCAS(half, old, wanted);  // fault sizes_of_atomics: race
  }
}

// In one block.
template <class T, bool Right>
LARDER_KERNEL void flag_in_block(T* out, const T* in, int* flag) {
  if (blockIdx.x != 0) return;
  if (threadIdx.x == 33) {
    *out = in[1];  // fault flag_in_block: race
    if constexpr (Right) __threadfence_block();
    atomicExch_block(flag, 1);
  }
  if (threadIdx.x == 0) {
    while (atomicAdd_block(flag, 0) == 0) {
    }
    __threadfence_block();
    out[1] = *out;  // fault flag_in_block: race
  }
}

template <class T, bool Right>
LARDER_KERNEL void lock(T* out, const T* in, int* flag) {
  if (threadIdx.x % 32 != 0) return;
  while (atomicCAS(flag, 0, 1) != 0) {
  }
  __threadfence();
  *out = *out + in[blockIdx.x];  // fault lock: race
  if constexpr (Right) __threadfence();
  atomicExch(flag, 0);
}

// The last block adds up what the others have written.
template <class T, bool Right>
LARDER_KERNEL void last_block(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  out[1 + blockIdx.x] = in[blockIdx.x];  // fault last_block: race
  if constexpr (Right) __threadfence();
  if (atomicAdd(flag, 1) != static_cast<int>(gridDim.x) - 1) return;
  __threadfence();
  T sum = T();
  for (unsigned i = 0; i < gridDim.x; ++i) sum = sum + out[1 + i];  // fault last_block: race
  *out = sum;
}

// Each thread's fence serves the one that does the atomic operation behind the barrier.
template <class T, bool Right>
LARDER_KERNEL void fences_of_all(T* out, const T* in, int* flag) {
  __shared__ bool last;
  out[4 + blockIdx.x * kThreads + threadIdx.x] = in[threadIdx.x];  // fault fences_of_all: race
  if constexpr (Right) __threadfence();
  __syncthreads();
  if (threadIdx.x == 0) last = atomicAdd(flag, 1) == static_cast<int>(gridDim.x) - 1;
  __syncthreads();
  if (!last) return;
  __threadfence();
  T sum = T();
  for (unsigned i = 0; i < gridDim.x; ++i) {
    sum = sum + out[4 + i * kThreads + threadIdx.x];  // fault fences_of_all: race
  }
  out[2048 + threadIdx.x] = sum;
}

// One thread sees the flag, others read behind a barrier.
template <class T, bool Right>
LARDER_KERNEL void acquire_for_others(T* out, const T* in, int* flag) {
  if (blockIdx.x == 0) {
    if (threadIdx.x == 0) {
      *out = in[1];  // fault acquire_for_others: acquire without a fence
      __threadfence();
      atomicExch(flag, 1);
    }
    return;
  }
  if (threadIdx.x == 0) {
    while (atomicAdd(flag, 0) == 0) {
    }
    if constexpr (Right) __threadfence();
  }
  __syncthreads();
  const T got = *out;  // fault acquire_for_others: acquire without a fence
  out[blockIdx.x * kThreads + threadIdx.x] = got;
}

// The block that comes last is alone with the counter.
template <class T, bool Right>
LARDER_KERNEL void reset(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  out[blockIdx.x] = in[blockIdx.x];
  const int before = atomicAdd(flag, 1);                               // fault reset: race
  if (!Right || before == static_cast<int>(gridDim.x) - 1) *flag = 0;  // fault reset: race
}

// The same in PTX.
template <class T, bool Right>
LARDER_KERNEL void ptx_red(T* out, const T* in, int* flag) {
  out[blockIdx.x * kThreads + threadIdx.x] = in[threadIdx.x];
  if constexpr (Right) {
    asm volatile("red.global.add.u32 [%0], 1;" ::"l"(flag));
  } else {
    asm volatile("red.cta.global.add.u32 [%0], 1;" ::"l"(flag));  // fault ptx_red: scope too small
  }
}

template <class T, bool Right>
LARDER_KERNEL void relaxed_ptx(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault relaxed_ptx: race
    if constexpr (Right) {
      asm volatile("st.release.gpu.global.u32 [%0], 1;" ::"l"(flag) : "memory");
    } else {
      asm volatile("st.relaxed.gpu.global.u32 [%0], 1;" ::"l"(flag) : "memory");
    }
    return;
  }
  int seen = 0;
  while (seen == 0) {
    asm volatile("ld.acquire.gpu.global.u32 %0, [%1];" : "=r"(seen) : "l"(flag) : "memory");
  }
  out[blockIdx.x] = *out;  // fault relaxed_ptx: race
}

template <class T, bool Right>
LARDER_KERNEL void block_fence_ptx(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault block_fence_ptx: race
    if constexpr (Right) {
      asm volatile("fence.acq_rel.gpu;" ::: "memory");
    } else {
      asm volatile("fence.acq_rel.cta;" ::: "memory");
    }
    atomicExch(flag, 1);
    return;
  }
  while (atomicAdd(flag, 0) == 0) {
  }
  __threadfence();
  out[blockIdx.x] = *out;  // fault block_fence_ptx: race
}

// A fence that only acquires.
template <class T, bool Right>
LARDER_KERNEL void wrong_fence(T* out, const T* in, int* flag) {
  constexpr int kOrder = Right ? __NV_ATOMIC_RELEASE : __NV_ATOMIC_ACQUIRE;
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    *out = in[1];  // fault wrong_fence: race
    __nv_atomic_thread_fence(kOrder, __NV_THREAD_SCOPE_DEVICE);
    atomicExch(flag, 1);
    return;
  }
  while (atomicAdd(flag, 0) == 0) {
  }
  __threadfence();
  out[blockIdx.x] = *out;  // fault wrong_fence: race
}

template <class T, bool Right>
LARDER_KERNEL void compare_and_swap(T* out, const T* in, int* flag) {
  if (threadIdx.x != 0) return;
  if (blockIdx.x == 0) {
    atomicCAS(flag, 0, 1);  // fault compare_and_swap: race
  } else {
    const int seen = Right ? atomicAdd(flag, 0) : *flag;  // fault compare_and_swap: race
    out[blockIdx.x] = in[static_cast<unsigned>(seen)];
  }
}

template <class T>
void run_with_flag(void (*wrong)(T*, const T*, int*), void (*right)(T*, const T*, int*)) {
  for (auto* const kernel : {wrong, right}) {
    larder::Device device = corpus::open();
    auto in = corpus::filled<T>(device, 4096);
    auto out = corpus::filled<T>(device, 4096);
    auto flag = device.upload(std::vector<int>(1, 0));
    device.launch(kernel, {3, kThreads}, out, in, flag);
  }
}

template <class T>
void run_pair(void (*wrong)(T*, const T*), void (*right)(T*, const T*), int blocks) {
  for (auto* const kernel : {wrong, right}) corpus::run<T>(kernel, blocks);
}

template <class T>
void run_additions() {
  run_pair<T>(histogram<T, false>, histogram<T, true>, 3);
  run_pair<T>(total<T, false>, total<T, true>, 3);
  run_pair<T>(plain_read<T, false>, plain_read<T, true>, 1);
  run_pair<T>(plain_write<T, false>, plain_write<T, true>, 1);
  run_pair<T>(narrow_add<T, false>, narrow_add<T, true>, 3);
}

template <class T>
void run_flags() {
  run_with_flag<T>(no_release<T, false>, no_release<T, true>);
  run_with_flag<T>(no_acquire<T, false>, no_acquire<T, true>);
  run_with_flag<T>(block_fence<T, false>, block_fence<T, true>);
  run_with_flag<T>(relaxed_store<T, false>, relaxed_store<T, true>);
  run_with_flag<T>(relaxed_load<T, false>, relaxed_load<T, true>);
  run_with_flag<T>(narrow_store<T, false>, narrow_store<T, true>);
  run_with_flag<T>(volatile_flag<T, false>, volatile_flag<T, true>);
  run_with_flag<T>(overwritten_flag<T, false>, overwritten_flag<T, true>);
  run_with_flag<T>(flag_in_block<T, false>, flag_in_block<T, true>);
  run_with_flag<T>(lock<T, false>, lock<T, true>);
  run_with_flag<T>(last_block<T, false>, last_block<T, true>);
  run_with_flag<T>(compare_and_swap<T, false>, compare_and_swap<T, true>);
  run_with_flag<T>(fences_of_all<T, false>, fences_of_all<T, true>);
  run_with_flag<T>(acquire_for_others<T, false>, acquire_for_others<T, true>);
  run_with_flag<T>(reset<T, false>, reset<T, true>);
}

void run_orders() {
  run_with_flag<int>(sizes_of_atomics<int, false>, sizes_of_atomics<int, true>);
  run_with_flag<int>(ptx_red<int, false>, ptx_red<int, true>);
  run_with_flag<int>(relaxed_ptx<int, false>, relaxed_ptx<int, true>);
  run_with_flag<int>(block_fence_ptx<int, false>, block_fence_ptx<int, true>);
  run_with_flag<int>(wrong_fence<int, false>, wrong_fence<int, true>);
}

}  // namespace

void corpus::run_atomics() {
  run_additions<int>();
  run_additions<float>();
  run_additions<double>();
  run_pair<int>(narrow_exchange<int, false>, narrow_exchange<int, true>, 3);
  run_pair<float>(narrow_exchange<float, false>, narrow_exchange<float, true>, 3);
  run_flags<short>();
  run_flags<float>();
  run_flags<double>();
  run_orders();
}
