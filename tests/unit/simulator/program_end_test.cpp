// Launches while a thread or the program ends: right, whatever has been destroyed already.
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <numeric>
#include <thread>
#include <vector>

#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

LARDER_KERNEL void neighbours(const int* in, int* out) {
  out[blockIdx.x * blockDim.x + threadIdx.x] = 0;
  __syncthreads();
  const unsigned i = blockIdx.x * blockDim.x + (threadIdx.x + 1) % blockDim.x;
  out[i] += in[i];
}

void launch() {
  std::vector<int> in(256);
  std::iota(in.begin(), in.end(), 1);
  std::vector<int> out(in.size());
  const int* from = in.data();
  const Status status = run_kernel<neighbours>({4, 64}, from, out.data());
  std::fputs(status.ok() && in == out ? "right\n" : (status.text() + " wrong\n").c_str(), stderr);
}

struct LaunchesAtItsEnd {
  ~LaunchesAtItsEnd() { launch(); }
};

[[noreturn]] void end(bool launched_before) {
  static const LaunchesAtItsEnd of_the_program;
  static thread_local const LaunchesAtItsEnd of_the_thread;
  std::atexit(launch);
  if (launched_before) launch();
  std::thread([] {
    static thread_local const LaunchesAtItsEnd of_another_thread;
    launch();
  }).join();
  std::exit(0);
}

TEST(ProgramEndDeath, DestructorsAndExitHandlersMayLaunch) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(end(true), testing::ExitedWithCode(0), "^(right\n){6}$");
  EXPECT_EXIT(end(false), testing::ExitedWithCode(0), "^(right\n){5}$");
}

}  // namespace
}  // namespace larder::inline v1::simulator
