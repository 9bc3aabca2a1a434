#include "tests/bench/cpu/measure.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <ctime>
#include <thread>
#include <vector>

namespace larder::bench {
namespace {

constexpr int kTurns = 9;
constexpr double kTurnSeconds = 0.01;

double seconds_of(clockid_t clock) {
  timespec time = {};
  clock_gettime(clock, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

/// One side of a contest.
struct Side {
  const std::function<void()>* run;
  std::vector<double> costs = {};
  int calls = 1;
};

void take_turn(Side& side, const std::function<void()>& prepare, double (*clock)()) {
  double sum = 0;
  settle();
  for (int i = 0; i < side.calls; ++i) {
    prepare();
    const double start = clock();
    (*side.run)();
    sum += clock() - start;
  }
  side.costs.push_back(sum / side.calls);
}

}  // namespace

double cpu_seconds() { return seconds_of(CLOCK_PROCESS_CPUTIME_ID); }
double wall_seconds() { return seconds_of(CLOCK_MONOTONIC); }

void settle() {
  constexpr auto kPause = std::chrono::milliseconds(1);
  constexpr double kIdle = 100e-6;  // what waking up costs
  for (int i = 0; i < 200; ++i) {
    const double before = cpu_seconds();
    std::this_thread::sleep_for(kPause);
    if (cpu_seconds() - before < kIdle) return;
  }
}

Contest contest(const std::function<void()>& prepare, const std::function<void()>& ours,
                const std::function<void()>& theirs, double (*clock)()) {
  Side sides[] = {{&ours}, {&theirs}};
  for (Side& side : sides) {
    take_turn(side, prepare, clock);  // after which its code and its threads are there
    take_turn(side, prepare, clock);
    const double calls = std::ceil(kTurnSeconds / std::max(side.costs.back(), 1e-7));
    side.calls = static_cast<int>(std::min(calls, 10'000.0));
    side.costs.clear();
  }
  for (int turn = 0; turn < kTurns; ++turn)
    for (Side& side : sides) take_turn(side, prepare, clock);
  return {spread_of(sides[0].costs), spread_of(sides[1].costs)};
}

}  // namespace larder::bench
