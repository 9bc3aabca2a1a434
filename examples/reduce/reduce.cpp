// reduce: sum, minimum and maximum of four types with four block sizes, all from one kernel
// template: 48 kernels, each launched in two passes and compared with a plain loop.
#include <larder/larder.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <random>
#include <type_traits>
#include <vector>

constexpr unsigned kAllLanes = 0xffffffff;
constexpr int kWarp = 32;

template <typename T>
struct Sum {
  static constexpr T kIdentity = 0;
  __host__ __device__ T operator()(T a, T b) const { return a + b; }
};

template <typename T>
struct Min {
  static constexpr T kIdentity = std::numeric_limits<T>::max();
  __host__ __device__ T operator()(T a, T b) const { return b < a ? b : a; }
};

template <typename T>
struct Max {
  static constexpr T kIdentity = std::numeric_limits<T>::lowest();
  __host__ __device__ T operator()(T a, T b) const { return a < b ? b : a; }
};

/// Lane 0 gets the reduction of its warp's values; every lane must call it.
template <class Op, typename T>
__device__ T reduce_warp(T value) {
  for (int distance = kWarp / 2; distance > 0; distance /= 2) {
    value = Op()(value, __shfl_down_sync(kAllLanes, value, distance));
  }
  return value;
}

/// Writes the reduction of each block's share of in[0, n) to out[blockIdx.x].
template <typename T, int BlockSize, class Op>
LARDER_KERNEL void reduce(const T* in, T* out, int n) {
  constexpr int kWarps = BlockSize / kWarp;
  static_assert(BlockSize % kWarp == 0 && kWarps <= kWarp, "one warp must do for the last stage");
  __shared__ T partial[kWarps];
  const int lane = threadIdx.x % kWarp;
  const int warp = threadIdx.x / kWarp;

  T value = Op::kIdentity;
  for (int i = blockIdx.x * BlockSize + threadIdx.x; i < n; i += gridDim.x * BlockSize) {
    value = Op()(value, in[i]);
  }
  value = reduce_warp<Op>(value);
  if (lane == 0) partial[warp] = value;
  __syncthreads();

  if (warp == 0) {
    value = Op::kIdentity;
    if (lane < kWarps) value = partial[lane];
    value = reduce_warp<Op>(value);
    if (lane == 0) out[blockIdx.x] = value;
  }
}

namespace {

constexpr int kCount = 300'007;  // a prime, so that no block size divides it
constexpr int kBlocks = 64;

struct Tally {
  int kernels = 0;
  int wrong = 0;
  double worst = 0;  // the largest error of a floating-point sum, as a fraction of its bound
};

/// Integers whose sum still fits into 64 bits (32 for int), so that a plain loop over them is
/// exact, while a float or double has to round it. A quarter of them are negative.
template <typename T>
std::vector<std::int64_t> random_numbers() {
  constexpr int kBits = std::is_same_v<T, int> ? 12 : std::is_same_v<T, float> ? 24 : 44;
  std::mt19937_64 random(1);
  std::vector<std::int64_t> numbers(kCount);
  for (std::int64_t& number : numbers) {
    number = static_cast<std::int64_t>(random() >> (64 - kBits)) - (std::int64_t{1} << (kBits - 2));
  }
  return numbers;
}

/// The error bound of a floating-point sum, for any order of lanes and blocks. A number takes
/// part in at most k additions, each of which scales it by 1 + d with |d| <= u. So the error is at
/// most ((1 + u)^k - 1) sum|x| <= k u / (1 - k u) sum|x|.
template <typename T>
double sum_bound(int block_size, const std::vector<std::int64_t>& numbers) {
  const auto additions_of_pass = [block_size](int count, int blocks) {
    const int threads = blocks * block_size;
    return (count + threads - 1) / threads + 5 + 5;  // the loop and the two warp stages
  };
  const int k = additions_of_pass(kCount, kBlocks) + additions_of_pass(kBlocks, 1) +
                1;  // the exact sum is rounded too before the two are compared
  const double ku = k * std::numeric_limits<T>::epsilon() / 2.0;
  double magnitude = 0;
  for (const std::int64_t number : numbers) magnitude += std::abs(static_cast<double>(number));
  return ku / (1 - ku) * magnitude;
}

template <typename T, int BlockSize, template <typename> class Op>
void check(larder::Device& device, const larder::Buffer<T>& in,
           const std::vector<std::int64_t>& numbers, Tally& tally) {
  auto partial = device.allocate<T>(kBlocks);
  auto out = device.allocate<T>(1);
  device.launch(reduce<T, BlockSize, Op<T>>, {kBlocks, BlockSize}, in, partial, kCount);
  device.launch(reduce<T, BlockSize, Op<T>>, {1, BlockSize}, partial, out, kBlocks);
  T result = 0;
  bool right = device.download(out, &result, 1).ok();

  std::int64_t exact = Op<std::int64_t>::kIdentity;
  for (const std::int64_t number : numbers) exact = Op<std::int64_t>()(exact, number);
  if constexpr (std::is_floating_point_v<T> && std::is_same_v<Op<T>, Sum<T>>) {
    const double error = std::abs(static_cast<double>(result) - static_cast<double>(exact));
    const double part = error / sum_bound<T>(BlockSize, numbers);
    right = right && part <= 1;
    tally.worst = std::max(tally.worst, part);
  } else {
    right = right && result == static_cast<T>(exact);
  }
  tally.kernels += 1;
  tally.wrong += right ? 0 : 1;
}

template <typename T, int BlockSize>
void check_operations(larder::Device& device, const larder::Buffer<T>& in,
                      const std::vector<std::int64_t>& numbers, Tally& tally) {
  check<T, BlockSize, Sum>(device, in, numbers, tally);
  check<T, BlockSize, Min>(device, in, numbers, tally);
  check<T, BlockSize, Max>(device, in, numbers, tally);
}

/// Runs the twelve kernels of one type; true if all were right.
template <typename T>
bool check_type(larder::Device& device, const char* name) {
  const std::vector<std::int64_t> numbers = random_numbers<T>();
  const auto in = device.upload(std::vector<T>(numbers.begin(), numbers.end()));
  Tally tally;
  check_operations<T, 64>(device, in, numbers, tally);
  check_operations<T, 128>(device, in, numbers, tally);
  check_operations<T, 256>(device, in, numbers, tally);
  check_operations<T, 512>(device, in, numbers, tally);
  std::printf("  %-9s  %d of %d kernels right", name, tally.kernels - tally.wrong, tally.kernels);
  if constexpr (std::is_floating_point_v<T>) {
    std::printf(", sums off by at most %.1f %% of their error bound", 100 * tally.worst);
  }
  std::printf("\n");
  return tally.wrong == 0;
}

}  // namespace

int main() {
  larder::Device device = larder::Device::open();
  std::printf("reduce: %s\nreduce: %d numbers of each type\n", device.report().text().c_str(),
              kCount);
  bool right = check_type<int>(device, "int");
  right &= check_type<long long>(device, "long long");
  right &= check_type<float>(device, "float");
  right &= check_type<double>(device, "double");
  if (!device.status()) std::printf("reduce: %s\n", device.status().text().c_str());
  std::printf("reduce: %s\n", right ? "right" : "WRONG");
  return right ? 0 : 1;
}
