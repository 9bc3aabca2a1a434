// Thrust's policies, pointers and iterators, together with kernels of the program's own.
#include <thrust/complex.h>
#include <thrust/copy.h>
#include <thrust/device_free.h>
#include <thrust/device_malloc.h>
#include <thrust/device_ptr.h>
#include <thrust/device_vector.h>
#include <thrust/execution_policy.h>
#include <thrust/fill.h>
#include <thrust/for_each.h>
#include <thrust/host_vector.h>
#include <thrust/iterator/constant_iterator.h>
#include <thrust/iterator/counting_iterator.h>
#include <thrust/iterator/discard_iterator.h>
#include <thrust/iterator/permutation_iterator.h>
#include <thrust/iterator/transform_iterator.h>
#include <thrust/iterator/zip_iterator.h>
#include <thrust/random.h>
#include <thrust/reduce.h>
#include <thrust/scan.h>
#include <thrust/sequence.h>
#include <thrust/sort.h>
#include <thrust/system/cuda/execution_policy.h>
#include <thrust/transform.h>
#include <thrust/tuple.h>

#include <algorithm>

#include "checks.h"

constexpr int kCount = 5003;

void expect(const char* what, bool right) {
  if (right) return;
  ++failures;
  std::printf("%s is wrong\n", what);
}

__global__ void scale(int* data, int by) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i < kCount) data[i] *= by;
}

__global__ void sort_here(int* data, int count) {
  if (threadIdx.x == 0) thrust::sort(thrust::seq, data, data + count);
}

// A kernel that uses Thrust's pointers and references.
__global__ void negate(thrust::device_ptr<int> data, int count) {
  const int i = threadIdx.x;
  if (i < count) data[i] = -data[i];
}

struct Twice {
  __device__ int operator()(int x) const { return 2 * x; }
};
struct Dot {
  __host__ __device__ int operator()(const thrust::tuple<int, int>& both) const {
    return thrust::get<0>(both) * thrust::get<1>(both);
  }
};
struct Swap {
  template <class Both>
  __host__ __device__ void operator()(Both both) const {
    const int first = thrust::get<0>(both);
    thrust::get<0>(both) = thrust::get<1>(both);
    thrust::get<1>(both) = first;
  }
};
struct Dice {
  __host__ __device__ int operator()(int i) const {
    thrust::default_random_engine engine(7);
    engine.discard(i);
    return thrust::uniform_int_distribution<int>(1, 6)(engine);
  }
};

/// What kernels and algorithms do is in the order of the stream.
void check_kernels_and_streams() {
  thrust::device_vector<int> numbers(kCount);
  int* const raw = thrust::raw_pointer_cast(numbers.data());
  thrust::sequence(numbers.begin(), numbers.end());
  scale<<<(kCount + 127) / 128, 128>>>(raw, 3);
  expect("sum", thrust::reduce(thrust::device, raw, raw + kCount) == 3 * kCount * (kCount - 1) / 2);
  cudaStream_t stream = nullptr;
  cudaStreamCreate(&stream);
  scale<<<(kCount + 127) / 128, 128, 0, stream>>>(raw, -1);
  thrust::sort(thrust::cuda::par.on(stream), raw, raw + kCount);
  sort_here<<<1, 32, 0, stream>>>(raw, 10);
  cudaStreamSynchronize(stream);
  expect("sorted", numbers[0] == -3 * (kCount - 1) && numbers[kCount - 1] == 0);
  thrust::transform(thrust::cuda::par_nosync.on(stream), raw, raw + kCount, raw, Twice());
  cudaStreamSynchronize(stream);
  expect("transformed", numbers[0] == -6 * (kCount - 1));
  cudaStreamDestroy(stream);
}

void check_pointers() {
  const thrust::device_ptr<int> some = thrust::device_malloc<int>(kCount);
  thrust::fill(some, some + kCount, 4);
  negate<<<1, 32>>>(some, 4);
  expect("negated", some[3] == -4 && some[4] == 4);
  negate<<<1, 32>>>(some, 4);
  some[2] = 9;
  expect("a pointer's item", some[2] == 9 && *(some + 3) == 4);
  expect("count", thrust::reduce(some, some + kCount, 0L) == 4L * kCount + 5);
  thrust::host_vector<int> host(kCount);
  thrust::copy(some, some + kCount, host.begin());
  expect("copied", host[2] == 9 && host[kCount - 1] == 4);
  std::sort(host.begin(), host.end());
  thrust::copy(host.begin(), host.end(), some);
  expect("copied back", some[kCount - 1] == 9);
  thrust::device_free(some);
  int* raw = nullptr;
  cudaMalloc(&raw, 4 * sizeof(int));
  const thrust::device_ptr<int> wrapped(raw);
  thrust::sequence(wrapped, wrapped + 4, 1);
  expect("wrapped", thrust::reduce(thrust::device_pointer_cast(raw), wrapped + 4) == 10);
  cudaFree(raw);
}

void check_iterators() {
  const auto first = thrust::make_counting_iterator(0);
  const auto doubled = thrust::make_transform_iterator(first, Twice());
  expect("transform", thrust::reduce(thrust::device, doubled, doubled + 100) == 9900);
  thrust::device_vector<int> a(first, first + 10), b(10, 3);
  const auto both = thrust::make_zip_iterator(thrust::make_tuple(a.begin(), b.begin()));
  expect("zip", thrust::transform_reduce(both, both + 10, Dot(), 0, thrust::plus<int>()) == 135);
  thrust::for_each(both, both + 10, Swap());
  expect("swapped", a[9] == 3 && b[9] == 9);
  const auto places = thrust::make_transform_iterator(first, Twice());
  const auto even = thrust::make_permutation_iterator(b.begin(), places);
  expect("permutation", thrust::reduce(even, even + 5) == 20);
  thrust::fill(even, even + 5, 0);
  expect("written", b[8] == 0 && b[9] == 9);
  const thrust::constant_iterator<int> ones(1);
  thrust::device_vector<int> sums(10);
  const auto ends = thrust::reduce_by_key(a.begin(), a.end(), ones, thrust::make_discard_iterator(),
                                          sums.begin());
  expect("run", sums[0] == 10 && ends.second - sums.begin() == 1);
}

void check_numbers() {
  thrust::device_vector<int> dice(1000);
  thrust::host_vector<int> wanted(1000);
  const auto first = thrust::make_counting_iterator(0);
  thrust::transform(first, first + 1000, dice.begin(), Dice());
  thrust::transform(first, first + 1000, wanted.begin(), Dice());
  expect("dice", thrust::host_vector<int>(dice) == wanted);
  const thrust::device_vector<thrust::complex<double>> turns(4, thrust::complex<double>(0, 1));
  const thrust::complex<double> turned =
      thrust::reduce(turns.begin(), turns.end(), thrust::complex<double>(1),
                     thrust::multiplies<thrust::complex<double>>());
  expect("turns", thrust::abs(turned - thrust::complex<double>(1)) < 1e-12);
  thrust::device_vector<float> ones(1 << 25, 1);
  expect("ones", thrust::reduce(ones.begin(), ones.end()) == float(1 << 25));
  thrust::inclusive_scan(ones.begin(), ones.end(), ones.begin());
  expect("upto", ones.back() == float(1 << 25));
}

/// Results that a call waits for can't be part of a graph.
void check_capture() {
  thrust::device_vector<int> some(10, 1);
  cudaStream_t stream = nullptr;
  cudaStreamCreate(&stream);
  cudaStreamBeginCapture(stream, cudaStreamCaptureModeThreadLocal);
  bool refused = false;
  try {
    thrust::reduce(thrust::cuda::par.on(stream), some.begin(), some.end());
  } catch (const thrust::system_error&) {
    refused = true;
  }
  expect("capture", refused);
  cudaGraph_t graph = nullptr;
  cudaStreamEndCapture(stream, &graph);
  cudaStreamDestroy(stream);
}

int main() {
  check_kernels_and_streams();
  check_pointers();
  check_iterators();
  check_numbers();
  check_capture();
  return verdict();
}
