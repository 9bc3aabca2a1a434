#ifndef LARDER_TESTS_BENCH_CPU_OPENMP_FINANCE_H
#define LARDER_TESTS_BENCH_CPU_OPENMP_FINANCE_H

namespace larder::bench::openmp {

void black_scholes(float* calls, float* puts, const float* prices, const float* strikes,
                   const float* years, float rate, float volatility, int n);

}  // namespace larder::bench::openmp

#endif  // LARDER_TESTS_BENCH_CPU_OPENMP_FINANCE_H
