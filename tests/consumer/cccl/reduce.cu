// Reductions of blocks and warps: whole ones, and of the first few items.
#include <cub/cub.cuh>
#include <functional>

#include "checks.h"

template <class T, int N, cub::BlockReduceAlgorithm Algorithm, class Op>
__global__ void reduce_blocks(const T* in, T* out, int valid, Op op) {
  using Reduce = cub::BlockReduce<T, N, Algorithm>;
  __shared__ typename Reduce::TempStorage storage;
  T items[3];
  cub::LoadDirectBlocked(threadIdx.x, in + blockIdx.x * N * 3, items);
  const T whole = Reduce(storage).Reduce(items, op);
  __syncthreads();
  const T part = Reduce(storage).Reduce(items[0], op, valid);
  if (threadIdx.x != 0) return;
  out[blockIdx.x * 2] = whole;
  out[blockIdx.x * 2 + 1] = part;
}

template <class T, class Op>
T reduced(const T* from, int count, int step, Op op) {
  T out = *from;
  for (int i = 1; i < count; ++i) out = op(out, from[i * step]);
  return out;
}

template <class T, int N, cub::BlockReduceAlgorithm Algorithm, class Op>
void check_block(const char* what, Op op) {
  std::vector<T> in(2 * N * 3), wanted(4);
  for (size_t i = 0; i < in.size(); ++i) in[i] = number<T>(i);
  for (const int valid : {1, N / 2 + 1, N}) {
    for (int block = 0; block < 2; ++block) {
      const T* const first = &in[block * N * 3];
      wanted[block * 2] = reduced(first, N * 3, 1, op);
      wanted[block * 2 + 1] = reduced(first, valid, 3, op);
    }
    const Array<T> from(in), to(wanted);
    reduce_blocks<T, N, Algorithm><<<2, N>>>(from, to, valid, op);
    expect(what, to, wanted);
  }
}

template <class T, int N, class Op>
void check_blocks(const char* what, Op op) {
  check_block<T, N, cub::BLOCK_REDUCE_RAKING>(what, op);
  check_block<T, N, cub::BLOCK_REDUCE_WARP_REDUCTIONS>(what, op);
}

template <int W, class T>
__global__ void reduce_warps(const T* in, T* out, int valid) {
  using Reduce = cub::WarpReduce<T, W>;
  __shared__ typename Reduce::TempStorage storage[64 / W];
  const int warp = threadIdx.x / W;
  const T sum = Reduce(storage[warp]).Sum(in[threadIdx.x]);
  const T largest = Reduce(storage[warp]).Reduce(in[threadIdx.x], Larger(), valid);
  const T run = Reduce(storage[warp]).HeadSegmentedSum(in[threadIdx.x], threadIdx.x % 4 == 0);
  if (threadIdx.x % W == 0) out[warp * 2] = sum;
  if (threadIdx.x % W == 0) out[warp * 2 + 1] = largest;
  if (threadIdx.x % 4 == 0) out[64 + threadIdx.x / 4] = run;
}

template <int W, class T>
void check_warps(const char* what) {
  std::vector<T> in(64), wanted(80, T(0));
  for (size_t i = 0; i < in.size(); ++i) in[i] = number<T>(i);
  const int valid = W - W / 3;
  for (int warp = 0; warp < 64 / W; ++warp) {
    wanted[warp * 2] = reduced(&in[warp * W], W, 1, std::plus<T>());
    wanted[warp * 2 + 1] = reduced(&in[warp * W], valid, 1, Larger());
  }
  for (int run = 0; run < 16; ++run) wanted[64 + run] = reduced(&in[run * 4], 4, 1, std::plus<T>());
  const Array<T> from(in), to(std::vector<T>(80, T(0)));
  reduce_warps<W><<<1, 64>>>((const T*)from, (T*)to, valid);
  expect(what, to, wanted);
}

__global__ void add_up(const float* in, float* out, int* most) {
  using Sum = cub::BlockReduce<float, 128>;
  using Most = cub::BlockReduce<int, 128>;
  __shared__ union {
    typename Sum::TempStorage sum;
    typename Most::TempStorage most;
  } storage;
  const float sum = Sum(storage.sum).Sum(in[threadIdx.x]);
  __syncthreads();
  const int largest = Most(storage.most).Reduce(int(in[threadIdx.x]), Larger());
  if (threadIdx.x == 0) *out = sum;
  if (threadIdx.x == 0) *most = largest;
}

void check_sums() {
  std::vector<float> in(128);
  for (size_t i = 0; i < in.size(); ++i) in[i] = number<float>(i);
  const Array<float> from(in), to({0});
  const Array<int> most({0});
  add_up<<<1, 128>>>(from, to, most);
  expect("Sum", to, {reduced(in.data(), 128, 1, std::plus<float>())});
  expect("most", most, {int(reduced(in.data(), 128, 1, Larger()))});
}

int main() {
  check_blocks<int, 100>("int", std::plus<int>());
  check_blocks<double, 256>("double", std::plus<double>());
  check_blocks<short, 64>("short", Larger());
  check_blocks<Line, 96>("lines", Compose());
  check_block<float, 64, cub::BLOCK_REDUCE_RAKING_COMMUTATIVE_ONLY>("float", std::plus<float>());
  check_warps<32, int>("warps of 32");
  check_warps<16, float>("warps of 16");
  check_warps<4, double>("warps of 4");
  check_sums();
  return verdict();
}
