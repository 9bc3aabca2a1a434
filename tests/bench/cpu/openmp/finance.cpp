#include "tests/bench/cpu/openmp/finance.h"

#include <cmath>

namespace larder::bench::openmp {
namespace {

inline float normal(float d) {
  const float k = 1 / (1 + 0.2316419F * std::fabs(d));
  const float tail =
      0.39894228F * std::exp(-0.5F * d * d) *
      (k * (0.31938153F +
            k * (-0.356563782F + k * (1.781477937F + k * (-1.821255978F + k * 1.330274429F)))));
  return d > 0 ? 1 - tail : tail;
}

}  // namespace

void black_scholes(float* __restrict calls, float* __restrict puts, const float* __restrict prices,
                   const float* __restrict strikes, const float* __restrict years, float rate,
                   float volatility, int n) {
#pragma omp parallel for simd schedule(static)
  for (int i = 0; i < n; ++i) {
    const float spread = volatility * std::sqrt(years[i]);
    const float drift = (rate + 0.5F * volatility * volatility) * years[i];
    const float d1 = (std::log(prices[i] / strikes[i]) + drift) / spread;
    const float one = normal(d1);
    const float two = normal(d1 - spread);
    const float discounted = strikes[i] * std::exp(-rate * years[i]);
    calls[i] = prices[i] * one - discounted * two;
    puts[i] = discounted * (1 - two) - prices[i] * (1 - one);
  }
}

}  // namespace larder::bench::openmp
