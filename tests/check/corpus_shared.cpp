// Threads of one block that share memory.
#include <cstring>

#include "corpus.h"

namespace {

using corpus::kThreads;

// Reads what the neighbour writes.
template <class T, bool Right>
LARDER_KERNEL void neighbour(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  tile[i] = in[i];  // fault neighbour: race
  if constexpr (Right) __syncthreads();
  out[i] = tile[(i + 1) % kThreads];  // fault neighbour: race
}

template <class T, bool Right>
LARDER_KERNEL void neighbour_dynamic(T* out, const T* in) {
  extern __shared__ double memory[];
  T* const tile = reinterpret_cast<T*>(memory);
  const unsigned i = threadIdx.x;
  tile[i] = in[i];  // fault neighbour_dynamic: race
  if constexpr (Right) __syncthreads();
  out[i] = tile[kThreads - 1 - i];  // fault neighbour_dynamic: race
}

// The next round writes what others still read.
template <class T, bool Right>
LARDER_KERNEL void rounds(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  T value = in[i];
  for (int round = 0; round < 3; ++round) {
    tile[i] = value;  // fault rounds: race
    __syncthreads();
    value = tile[(i + 5) % kThreads];  // fault rounds: race
    if constexpr (Right) __syncthreads();
  }
  out[i] = value;
}

template <class T, bool Right>
LARDER_KERNEL void tree(T* out, const T* in) {
  __shared__ T sums[kThreads];
  const unsigned i = threadIdx.x;
  sums[i] = in[i];  // fault tree: race
  __syncthreads();
  for (unsigned step = kThreads / 2; step > 0; step /= 2) {
    if (i < step) sums[i] = sums[i] + sums[i + step];  // fault tree: race
    if constexpr (Right) __syncthreads();
  }
  if (i == 0) out[0] = sums[0];
}

// The lanes of a warp do not run in step.
template <class T, bool Right>
LARDER_KERNEL void last_warp(T* out, const T* in) {
  __shared__ T sums[32];
  const unsigned i = threadIdx.x;
  if (i < 32) {
    sums[i] = in[i];
    __syncwarp();
    for (unsigned step = 16; step > 0; step /= 2) {
      if (i < step) sums[i] = sums[i] + sums[i + step];  // fault last_warp: race
      if constexpr (Right) __syncwarp();
    }
    if (i == 0) out[0] = sums[0];
  }
}

template <class T, bool Right>
LARDER_KERNEL void all_write(T* out, const T* in) {
  __shared__ T last;
  if (!Right || threadIdx.x == 0) last = in[threadIdx.x];  // fault all_write: race
  __syncthreads();
  out[threadIdx.x] = last;
}

// Threads that write the same do no harm.
template <class T, bool Right>
LARDER_KERNEL void any_found(T* out, const T* in) {
  __shared__ T found;
  if (threadIdx.x == 0) found = T();
  __syncthreads();
  if (in[threadIdx.x] > T()) found = Right ? T(1) : in[threadIdx.x];  // fault any_found: race
  __syncthreads();
  out[threadIdx.x] = found;
}

template <class T, bool Right>
LARDER_KERNEL void one_writes(T* out, const T* in) {
  __shared__ T value;
  if (threadIdx.x == 40) value = in[0];  // fault one_writes: race
  if constexpr (Right) __syncthreads();
  out[threadIdx.x] = value;  // fault one_writes: race
}

template <class T, bool Right>
LARDER_KERNEL void scan(T* out, const T* in) {
  __shared__ T sums[kThreads];
  const unsigned i = threadIdx.x;
  sums[i] = in[i];
  __syncthreads();
  for (unsigned step = 1; step < kThreads; step *= 2) {
    const T other = i >= step ? sums[i - step] : T();  // fault scan: race
    if constexpr (Right) __syncthreads();
    sums[i] = sums[i] + other;  // fault scan: race
    __syncthreads();
  }
  out[i] = sums[i];
}

template <class T, bool Right>
LARDER_KERNEL void transpose(T* out, const T* in) {
  __shared__ T tile[8][8 + 1];
  const unsigned x = threadIdx.x % 8;
  const unsigned y = threadIdx.x / 8;
  tile[y][x] = in[threadIdx.x];  // fault transpose: race
  if constexpr (Right) __syncthreads();
  out[threadIdx.x] = tile[x][y];  // fault transpose: race
}

// A shuffle orders no memory.
template <class T, bool Right>
LARDER_KERNEL void after_shuffle(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  tile[i] = in[i];  // fault after_shuffle: race
  const int other = __shfl_xor_sync(0xffffffffu, static_cast<int>(i), 1);
  if constexpr (Right) __syncwarp();
  out[i] = tile[other];  // fault after_shuffle: race
}

// So does no vote.
template <class T, bool Right>
LARDER_KERNEL void after_vote(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  tile[i] = in[i];  // fault after_vote: race
  if constexpr (Right) {
    __syncthreads_or(i == 3);
  } else {
    __any_sync(0xffffffffu, i == 3);
  }
  out[i] = tile[i ^ 1];  // fault after_vote: race
}

// A barrier of each warp is none of the block.
template <class T, bool Right>
LARDER_KERNEL void other_warp(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  tile[i] = in[i];  // fault other_warp: race
  if constexpr (Right) {
    __syncthreads();
  } else {
    __syncwarp();
  }
  out[i] = tile[i ^ 32];  // fault other_warp: race
}

// Only those lanes that the mask names are ordered.
template <class T, bool Right>
LARDER_KERNEL void half_warps(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  const unsigned half = i % 32 < 16 ? 0x0000ffffu : 0xffff0000u;
  tile[i] = in[i];  // fault half_warps: race
  __syncwarp(Right ? 0xffffffffu : half);
  out[i] = tile[i ^ 16];  // fault half_warps: race
}

// A word, of which another thread reads a byte.
template <class T, bool Right>
LARDER_KERNEL void bytes_of(T* out, const T* in) {
  __shared__ T tile[kThreads];
  const unsigned i = threadIdx.x;
  tile[i] = in[i];  // fault bytes_of: race
  if constexpr (Right) __syncthreads();
  const auto* const bytes = reinterpret_cast<const unsigned char*>(tile + (i + 1) % kThreads);
  out[i] = static_cast<T>(bytes[sizeof(T) - 1]);  // fault bytes_of: race
}

// Each thread writes four elements in one access; the last is also the next thread's.
template <class T, bool Right>
LARDER_KERNEL void vectors(T* out, const T* in) {
  struct alignas(4 * sizeof(T)) Four {
    T value[4];
  };
  __shared__ Four tile[kThreads];
  const unsigned i = threadIdx.x;
  tile[i] = Four{{in[i], in[i], in[i], in[i]}};  // fault vectors: race
  if constexpr (Right) __syncthreads();
  out[i] = tile[(i + 1) % kThreads].value[3];  // fault vectors: race
}

// The same in a copy that the compiler expands.
template <class T, bool Right>
LARDER_KERNEL void copies(T* out, const T* in) {
  __shared__ T tile[kThreads * 5];
  const unsigned i = threadIdx.x;
  std::memcpy(tile + 5 * i, in + 5 * i, 5 * sizeof(T));  // fault copies: race
  if constexpr (Right) __syncthreads();
  out[i] = tile[(5 * i + 9) % (5 * kThreads)];  // fault copies: race
}

template <class T, bool Right>
LARDER_KERNEL void in_global_memory(T* out, const T* in) {
  const unsigned i = threadIdx.x;
  out[i] = in[i];  // fault in_global_memory: race
  if constexpr (Right) __syncthreads();
  out[kThreads + i] = out[(i + 1) % kThreads];  // fault in_global_memory: race
}

template <class T>
void run_pair(void (*wrong)(T*, const T*), void (*right)(T*, const T*)) {
  for (auto* const kernel : {wrong, right}) corpus::run<T>(kernel, 1, kThreads, 1024);
}

template <class T>
void run_all() {
  run_pair<T>(neighbour<T, false>, neighbour<T, true>);
  run_pair<T>(neighbour_dynamic<T, false>, neighbour_dynamic<T, true>);
  run_pair<T>(rounds<T, false>, rounds<T, true>);
  run_pair<T>(tree<T, false>, tree<T, true>);
  run_pair<T>(last_warp<T, false>, last_warp<T, true>);
  run_pair<T>(all_write<T, false>, all_write<T, true>);
  run_pair<T>(any_found<T, false>, any_found<T, true>);
  run_pair<T>(one_writes<T, false>, one_writes<T, true>);
  run_pair<T>(scan<T, false>, scan<T, true>);
  run_pair<T>(transpose<T, false>, transpose<T, true>);
  run_pair<T>(after_shuffle<T, false>, after_shuffle<T, true>);
  run_pair<T>(after_vote<T, false>, after_vote<T, true>);
  run_pair<T>(other_warp<T, false>, other_warp<T, true>);
  run_pair<T>(half_warps<T, false>, half_warps<T, true>);
  run_pair<T>(bytes_of<T, false>, bytes_of<T, true>);
  run_pair<T>(vectors<T, false>, vectors<T, true>);
  run_pair<T>(copies<T, false>, copies<T, true>);
  run_pair<T>(in_global_memory<T, false>, in_global_memory<T, true>);
}

}  // namespace

void corpus::run_shared() {
  run_all<unsigned char>();
  run_all<short>();
  run_all<float>();
  run_all<double>();
}
