// What a launch costs: many in a row without waiting, and each waited for.
#ifndef LARDER_TESTS_BENCH_START_LAUNCHES_H
#define LARDER_TESTS_BENCH_START_LAUNCHES_H

#include <chrono>
#include <cstdio>

namespace start {

constexpr int kWarmUp = 1'000;
constexpr int kLaunches = 100'000;
constexpr int kWaits = 10'000;

/// Nanoseconds that each of `calls` calls of `call` and the `wait` after all of them took.
template <class Call, class Wait>
double nanoseconds_each(int calls, Call call, Wait wait) {
  const auto begin = std::chrono::steady_clock::now();
  for (int i = 0; i < calls; ++i) call();
  wait();
  const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - begin;
  return took.count() / calls;
}

/// Prints both prices, in nanoseconds, where all launches were counted.
template <class Runner>
int measure_launches(Runner& runner) {
  const auto launch = [&runner] { runner.launch_count(); };
  const auto wait = [&runner] { runner.wait(); };
  const auto both = [&runner] {
    runner.launch_count();
    runner.wait();
  };
  nanoseconds_each(kWarmUp, launch, wait);
  const double queued = nanoseconds_each(kLaunches, launch, wait);
  const double waited = nanoseconds_each(kWaits, both, wait);
  const int counted = runner.counted();
  if (counted != kWarmUp + kLaunches + kWaits) {
    std::fprintf(stderr, "%d launches were counted\n", counted);
    return 1;
  }
  std::printf("%.1f %.1f\n", queued, waited);
  return 0;
}

}  // namespace start

#endif  // LARDER_TESTS_BENCH_START_LAUNCHES_H
