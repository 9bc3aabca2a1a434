// What a launch of a CPU variant costs: with no barrier, with a few, with many.
#include <larder/larder.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/bench/bench_main.h"
#include "tests/bench/bench_report.h"
#include "threads.h"

namespace {

constexpr int kThreads = 128;
constexpr int kBlocks = 64;
constexpr int kCount = kBlocks * kThreads;

}  // namespace

/// Every value moves on to the next thread of its block, `rounds` times.
LARDER_KERNEL void turn(const int* in, int* out, int rounds) {
  __shared__ int values[2][kThreads];
  const int thread = static_cast<int>(threadIdx.x);
  const int i = static_cast<int>(blockIdx.x) * kThreads + thread;
  int value = in[i];
  for (int round = 0; round < rounds; ++round) {
    values[round % 2][thread] = value;
    __syncthreads();
    value = values[round % 2][(thread + kThreads - 1) % kThreads];
  }
  out[i] = value;
}

namespace larder::bench {
namespace {

constexpr int kRuns = 5;

double seconds(const auto& run) {
  const auto start = std::chrono::steady_clock::now();
  run();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

Spread measure(const auto& run) {
  run();
  std::vector<double> times;
  for (int i = 0; i < kRuns; ++i) times.push_back(seconds(run));
  return spread_of(times);
}

void check(const std::vector<int>& out, int rounds, const char* who) {
  for (int i = 0; i < kCount; ++i) {
    const int block = i / kThreads;
    const int from = (i % kThreads + rounds * (kThreads - 1)) % kThreads;
    if (out[static_cast<std::size_t>(i)] != block * kThreads + from)
      throw std::runtime_error(std::string(who) + " gave a wrong result");
  }
}

/// The same kernel, written for threads.
void turn_on_threads(const std::vector<int>& in, std::vector<int>& out, int rounds) {
  int values[2][kThreads];
  run_on_threads(kBlocks, kThreads, [&](int block, int thread, const auto& wait) {
    const auto i = static_cast<std::size_t>(block * kThreads + thread);
    int value = in[i];
    for (int round = 0; round < rounds; ++round) {
      values[round % 2][thread] = value;
      wait();
      value = values[round % 2][(thread + kThreads - 1) % kThreads];
    }
    out[i] = value;
  });
}

void add(Report& report, Device& device, int rounds) {
  std::vector<int> in(kCount);
  for (int i = 0; i < kCount; ++i) in[static_cast<std::size_t>(i)] = i;
  const auto from = device.upload(in);
  auto to = device.allocate<int>(in.size());
  const Spread ours = measure([&] { device.launch(turn, {kBlocks, kThreads}, from, to, rounds); });
  std::vector<int> out(in.size());
  if (const Status status = device.download(to, out); !status)
    throw std::runtime_error(status.text());
  check(out, rounds, "the CPU variant");
  out.assign(in.size(), -1);
  // Once: it takes seconds, and threads were made before.
  const double theirs = seconds([&] { turn_on_threads(in, out, rounds); });
  check(out, rounds, "the rival");
  report.add(std::to_string(kBlocks) + " blocks of " + std::to_string(kThreads) + ", " +
                 std::to_string(rounds) + (rounds == 1 ? " barrier" : " barriers"),
             "ms", 1e3, ours, Rival{"an OS thread each", theirs});
}

void run(const std::string& json) {
  Options options;
  options.policy = Policy::kCpu;
  Device device = Device::open(options);
  Report report("simulator");
  for (const int rounds : {0, 1, 16, 64}) add(report, device, rounds);
  if (!json.empty()) report.write(json);
}

}  // namespace
}  // namespace larder::bench

int main(int argc, char** argv) {
  CLI::App app("Measures launches of CPU variants.", "simulator_bench");
  return larder::bench::bench_main(app, argc, argv, larder::bench::run);
}
