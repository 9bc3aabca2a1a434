#include "tests/bench/cpu/launches.h"

#include <larder/larder.h>

#include <algorithm>
#include <barrier>
#include <functional>
#include <thread>
#include <vector>

#include "tests/bench/cpu/measure.h"
#include "tests/bench/cpu/openmp/launches.h"

LARDER_KERNEL void nothing() {}

namespace larder::bench {
namespace {

struct Shape {
  int blocks;
  int threads;
};

/// Wall time that `count` calls take, from each of so many threads at once, divided by `count`.
double seconds_each(int threads, int count, const std::function<void()>& call) {
  std::barrier begin(threads);
  const auto calls = [&] {
    begin.arrive_and_wait();
    const double start = wall_seconds();
    for (int i = 0; i < count; ++i) call();
    return (wall_seconds() - start) / count;
  };
  if (threads == 1) return calls();
  double other = 0;
  std::jthread thread([&] { other = calls(); });
  const double mine = calls();
  thread.join();
  return std::max(mine, other);
}

/// So many calls that a turn takes a millisecond: few turns are then interrupted by other programs.
int calls_in_turn(int threads, const std::function<void()>& call) {
  constexpr double kTurnSeconds = 1e-3;
  int count = 4;
  while (count < 20'000 && seconds_each(threads, count, call) * count < kTurnSeconds) count *= 2;
  return count;
}

void add(Report& report, Device& device, const std::string& suffix, Shape shape, int threads) {
  constexpr int kTurns = 31;
  const auto launch = [&] { device.launch(nothing, {shape.blocks, shape.threads}); };
  const auto loop = [&] { openmp::nothing(shape.blocks); };
  const int our_calls = calls_in_turn(threads, launch);
  const int their_calls = calls_in_turn(threads, loop);
  std::vector<double> ours;
  std::vector<double> theirs;
  for (int turn = 0; turn < kTurns; ++turn) {
    settle();
    ours.push_back(seconds_each(threads, our_calls, launch));
    settle();
    theirs.push_back(seconds_each(threads, their_calls, loop));
  }
  report.add("launch " + std::to_string(shape.blocks) + "x" + std::to_string(shape.threads) +
                 (threads == 1 ? "" : " by two threads") + suffix,
             "us", 1e6, spread_of(ours), Rival{"OpenMP", spread_of(theirs).median});
}

}  // namespace

void measure_launches(Report& report, Device& device, const std::string& suffix) {
  for (const int threads : {1, 2})
    for (const Shape shape : {Shape{1, 32}, Shape{1, 1024}, Shape{64, 64}, Shape{1000, 256}})
      add(report, device, suffix, shape, threads);
}

}  // namespace larder::bench
