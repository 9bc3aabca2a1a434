// Code from before Volta: the lanes of a warp are in step, and nothing but `volatile` says so.
#include <larder/larder.h>

#include <cstdio>
#include <vector>

LARDER_KERNEL void sum(const int* in, int* out) {
  __shared__ int s[64];
  const int t = threadIdx.x;
  s[t] = in[t];
  __syncthreads();
  if (t < 32) {
    volatile int* v = s;
    v[t] += v[t + 32]; v[t] += v[t + 16]; v[t] += v[t + 8]; v[t] += v[t + 4]; v[t] += v[t + 2]; v[t] += v[t + 1];
  }
  if (t == 0) *out = s[0];
}

// A block of one warp, with no barrier at all: Kogge and Stone's scan, which reads to the left.
template <class T>
LARDER_KERNEL void scan(const T* in, T* out) {
  extern __shared__ int bytes[];
  volatile T* const v = reinterpret_cast<T*>(bytes);
  const int t = threadIdx.x;
  v[t] = in[t];
  for (int distance = 1; distance < 32; distance *= 2)
    if (t >= distance) v[t] = v[t] + v[t - distance];
  out[t] = v[t];
}

template <int distance>
__device__ int add(volatile int* v, int t, int mine) {
  v[t] = mine = mine + v[t ^ distance];
  return mine;
}

// Unrolled, through functions, with the value kept in a register: no loop reads what others write.
LARDER_KERNEL void butterfly(const int* in, int* out) {
  __shared__ volatile int v[32];
  const int t = threadIdx.x;
  int mine = in[t];
  v[t] = mine;
  mine = add<16>(v, t, mine);
  mine = add<8>(v, t, mine);
  mine = add<4>(v, t, mine);
  mine = add<2>(v, t, mine);
  mine = add<1>(v, t, mine);
  out[t] = mine;
}

struct Pair {
  int a, b;
};
// One instance is given volatile memory, the other a class.
template <class T>
__device__ void exchange(T& a, T& b) {
  const auto old = a;
  a = b;
  b = old;
}
LARDER_KERNEL void exchanges(int* out) {
  __shared__ volatile int v[32];
  const int t = threadIdx.x;
  v[t] = t;
  if (t < 16) exchange(v[t], v[31 - t]);
  __syncwarp();
  Pair pair{1, 2};
  Pair other{3, 4};
  exchange(pair, other);
  out[t] = v[t] * pair.a + other.a;
}

// Two lanes store, and all read (a row's bounds in Bell and Garland's products with sparse matrices).
LARDER_KERNEL LARDER_KERNEL_FIBERS void bounds(const int* in, int* out) {
  __shared__ volatile int row[2];
  const int t = threadIdx.x;
  if (t < 2) row[t] = int{in[t + 5]};
  const int begin = row[0];
  const int end = row[1];
  out[t] = 100 * begin + end;
}

// A lane fetches work for its warp (Aila and Laine's persistent warps).
LARDER_KERNEL LARDER_KERNEL_FIBERS void fetch(int* out, int* next) {
  __shared__ volatile int first;
  const int t = threadIdx.x;
  while (true) {
    if (t == 0) first = atomicAdd(next, 32);
    const int i = first + t;
    if (first >= 96) break;
    if (i < 96) atomicAdd(&out[i % 32], i);
  }
}

// The same scan as above in memory that is not volatile, with no barrier either.
LARDER_KERNEL void plain_scan(const int* in, int* out) {
  __shared__ int s[32];
  const int t = threadIdx.x;
  s[t] = in[t];
  for (int distance = 1; distance < 32; distance *= 2)
    if (t >= distance) s[t] += s[t - distance];
  out[t] = s[t];
}

// A lane that waits for another one of its warp is not waited for.
LARDER_KERNEL void flag(int* out) {
  __shared__ volatile int ready;
  __shared__ volatile int value;
  if (threadIdx.x == 0) ready = 0;
  __syncthreads();
  if (threadIdx.x == 31) {
    value = 7;
    __threadfence_block();
    ready = 1;
  } else if (threadIdx.x == 3) {
    while (ready == 0) {
    }
    *out = value;
  }
}

template <class T>
std::vector<T> contents(larder::Device& device, const larder::Buffer<T>& buffer) {
  std::vector<T> out(32);
  const larder::Status status = device.download(buffer, out);
  if (!status.ok()) std::printf("%s\n", status.text().c_str());
  return out;
}

int main() {
  larder::Options options;
  options.policy = larder::Policy::kCpu;  // GPUs since Volta promise none of this
  larder::Device device = larder::Device::open(options);
  std::vector<int> values(64);
  for (int i = 0; i < 64; ++i) values[i] = i;
  const std::vector<float> reals(32, 0.5f);
  auto in = device.upload(values);
  auto real_in = device.upload(reals);
  auto out = device.allocate<int>(32);
  auto real_out = device.allocate<float>(32);
  std::vector<int> got;

  device.launch(sum, {1, 64}, in, out);
  got = contents(device, out);
  std::printf("%d\n", got[0]);
  device.launch(scan<int>, {1, 32, 128}, in, out);
  got = contents(device, out);
  std::printf("%d %d %d\n", got[1], got[17], got[31]);
  device.launch(scan<float>, {1, 32, 128}, real_in, real_out);
  const std::vector<float> real_got = contents(device, real_out);
  std::printf("%g %g\n", real_got[17], real_got[31]);
  device.launch(butterfly, {1, 32}, in, out);
  got = contents(device, out);
  std::printf("%d %d\n", got[0], got[31]);
  device.launch(exchanges, {1, 32}, out);
  got = contents(device, out);
  std::printf("%d %d\n", got[0], got[31]);
  device.launch(flag, {1, 32}, out);
  got = contents(device, out);
  std::printf("%d\n", got[0]);
  device.launch(bounds, {1, 32}, in, out);
  got = contents(device, out);
  std::printf("%d %d\n", got[0], got[31]);
  auto next = device.upload(std::vector<int>(1, 0));
  auto sums = device.upload(std::vector<int>(32, 0));
  device.launch(fetch, {1, 32}, sums, next);
  got = contents(device, sums);
  std::printf("%d %d\n", got[0], got[31]);
  device.launch(plain_scan, {1, 32}, in, out);
  got = contents(device, out);
  std::printf("%d %d\n", got[1], got[31]);
}
