// Blocks that share global memory.
#include "corpus.h"

namespace {

using corpus::kThreads;

template <class T, bool Right>
LARDER_KERNEL void same_cell(T* out, const T* in) {
  const unsigned own = Right ? blockIdx.x : 0;
  if (threadIdx.x == 0) out[own] = in[blockIdx.x];  // fault same_cell: race
}

template <class T, bool Right>
LARDER_KERNEL void in_place(T* out, const T* in) {
  const unsigned i = blockIdx.x * blockDim.x + threadIdx.x;
  const unsigned last = gridDim.x * blockDim.x - 1;
  const T* const from = Right ? in : out;
  const T right = i < last ? from[i + 1] : T();  // fault in_place: race
  out[i] = right;                                // fault in_place: race
}

// Blocks overlap by one element.
template <class T, bool Right>
LARDER_KERNEL void overlap(T* out, const T* in) {
  const unsigned step = Right ? kThreads : kThreads - 1;
  out[blockIdx.x * step + threadIdx.x] = in[threadIdx.x];  // fault overlap: race
}

template <class T, bool Right>
LARDER_KERNEL void reads_other_block(T* out, const T* in) {
  out[blockIdx.x * kThreads + threadIdx.x] = in[threadIdx.x];  // fault reads_other_block: race
  __syncthreads();
  const unsigned other = Right ? blockIdx.x : (blockIdx.x + 1) % gridDim.x;
  out[2048 + blockIdx.x * kThreads + threadIdx.x] =
      out[other * kThreads + threadIdx.x];  // fault reads_other_block: race
}

// A barrier of the block does not help.
template <class T, bool Right>
LARDER_KERNEL void sum_of_blocks(T* out, const T* in) {
  __syncthreads();
  if (threadIdx.x == 0) {
    T* const sum = Right ? out + blockIdx.x : out;
    *sum = *sum + in[blockIdx.x];  // fault sum_of_blocks: race
  }
}

// Neighbours in one word of eight bytes.
template <class T, bool Right>
LARDER_KERNEL void half_of_a_word(T* out, const T* in) {
  if (threadIdx.x != 0) return;
  auto* const bytes = reinterpret_cast<unsigned char*>(out);
  const unsigned first = blockIdx.x * sizeof(T) - (Right || blockIdx.x == 0 ? 0 : 1);
  bytes[first] = static_cast<unsigned char>(in[0]);  // fault half_of_a_word: race
  const unsigned last = blockIdx.x * sizeof(T) + sizeof(T) - 1;
  bytes[last] = static_cast<unsigned char>(in[1]);  // fault half_of_a_word: race
}

template <class T>
void run_pair(void (*wrong)(T*, const T*), void (*right)(T*, const T*)) {
  for (auto* const kernel : {wrong, right}) corpus::run<T>(kernel, 3);
}

template <class T>
void run_all() {
  run_pair<T>(same_cell<T, false>, same_cell<T, true>);
  run_pair<T>(in_place<T, false>, in_place<T, true>);
  run_pair<T>(overlap<T, false>, overlap<T, true>);
  run_pair<T>(reads_other_block<T, false>, reads_other_block<T, true>);
  run_pair<T>(sum_of_blocks<T, false>, sum_of_blocks<T, true>);
  run_pair<T>(half_of_a_word<T, false>, half_of_a_word<T, true>);
}

}  // namespace

void corpus::run_blocks() {
  run_all<short>();
  run_all<int>();
  run_all<float>();
  run_all<double>();
}
