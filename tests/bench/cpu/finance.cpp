// Black-Scholes: what European options are worth.
#include "tests/bench/cpu/openmp/finance.h"

#include <larder/larder.h>

#include <cmath>

#include "tests/bench/cpu/task.h"

/// The cumulative normal distribution, by the polynomial of Abramowitz and Stegun (26.2.17).
__device__ float normal(float d) {
  const float k = 1.0f / (1.0f + 0.2316419f * fabsf(d));
  const float tail =
      0.39894228f * expf(-0.5f * d * d) *
      (k * (0.31938153f +
            k * (-0.356563782f + k * (1.781477937f + k * (-1.821255978f + k * 1.330274429f)))));
  return d > 0 ? 1.0f - tail : tail;
}

LARDER_KERNEL void black_scholes(float* __restrict__ calls, float* __restrict__ puts,
                                 const float* __restrict__ prices,
                                 const float* __restrict__ strikes, const float* __restrict__ years,
                                 float rate, float volatility, int n) {
  const int i = blockIdx.x * blockDim.x + threadIdx.x;
  if (i >= n) return;
  const float root = sqrtf(years[i]);
  const float d1 =
      (logf(prices[i] / strikes[i]) + (rate + 0.5f * volatility * volatility) * years[i]) /
      (volatility * root);
  const float d2 = d1 - volatility * root;
  const float discounted = strikes[i] * expf(-rate * years[i]);
  calls[i] = prices[i] * normal(d1) - discounted * normal(d2);
  puts[i] = discounted * (1.0f - normal(d2)) - prices[i] * (1.0f - normal(d1));
}

namespace larder::bench {
namespace {

class BlackScholes final : public Task {
 public:
  explicit BlackScholes(Device& device)
      : Task(device),
        prices_(random_floats(device, kCount, 5, 30, 1)),
        strikes_(random_floats(device, kCount, 1, 100, 2)),
        years_(random_floats(device, kCount, 0.25F, 10, 3)),
        calls_(device, kCount),
        puts_(device, kCount) {}

  void ours() override {
    device().launch(black_scholes, {blocks_for(kCount, kThreads), kThreads}, calls_.ours,
                    puts_.ours, prices_, strikes_, years_, kRate, kVolatility, kCount);
  }
  void theirs() override {
    openmp::black_scholes(calls_.theirs.data(), puts_.theirs.data(), prices_.data(),
                          strikes_.data(), years_.data(), kRate, kVolatility, kCount);
  }
  std::string difference() override { return calls_.difference(1e-5) + puts_.difference(1e-5); }

 private:
  static constexpr int kCount = 1 << 19;
  static constexpr int kThreads = 128;
  static constexpr float kRate = 0.02F;
  static constexpr float kVolatility = 0.3F;
  Buffer<float> prices_;
  Buffer<float> strikes_;
  Buffer<float> years_;
  Results<float> calls_;
  Results<float> puts_;
};

}  // namespace

void add_finance(Catalog& catalog) {
  catalog.push_back(entry<BlackScholes>("Black-Scholes", Group::kWithoutBarriers));
}

}  // namespace larder::bench
