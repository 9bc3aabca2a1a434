// Launches where memory is short: a Status, whatever it is that can't be had.
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "runtime/simulator/sanitizers.h"
#include "tests/unit/simulator/run_kernel.h"

namespace larder::inline v1::simulator {
namespace {

LARDER_KERNEL void meet() { __syncthreads(); }

/// Lets this process have so much more address space than it has now.
void leave(std::size_t bytes) {
  std::size_t pages = 0;
  std::ifstream("/proc/self/statm") >> pages;
  const rlim_t limit = pages * 4096 + bytes;
  const rlimit little = {limit, limit};
  if (setrlimit(RLIMIT_AS, &little) != 0) std::abort();
}

/// Launches on host threads that have run nothing yet; exits with 0 where each launch was right or
/// said that memory was short.
void launch_with(std::size_t bytes, int threads) {
  std::vector<int> results(static_cast<std::size_t>(threads), 1);
  std::atomic<int> waiting = 0;
  std::atomic<bool> begin = false;
  std::vector<std::thread> launching;
  launching.reserve(results.size());
  for (int& result : results) {
    launching.emplace_back([&] {
      ++waiting;
      while (!begin) std::this_thread::yield();
      const Status status = run_kernel<meet>({threads == 1 ? 1u : 4u, 64});
      result = status.ok() || status.code() == Code::kOutOfMemory ? 0 : 1;
      if (!status.ok()) std::fputs((status.message().c_str()), stderr);
    });
  }
  while (waiting < threads) std::this_thread::yield();
  leave(bytes);
  begin = true;
  for (std::thread& each : launching) each.join();
  for (const int result : results) {
    if (result != 0) std::exit(1);
  }
  std::exit(0);
}

class MemoryDeath : public testing::Test {
 protected:
  void SetUp() override {
    GTEST_FLAG_SET(death_test_style, "threadsafe");
    if (any_sanitizer_present()) GTEST_SKIP() << "sanitizers need any amount of address space";
  }
};

TEST_F(MemoryDeath, NoneForTheFirstStack) {
  // One block needs no other OS threads. A slab of stacks takes 24 MiB, so 4 MiB hold all else of
  // one OS thread.
  EXPECT_EXIT(launch_with(4 << 20, 1), testing::ExitedWithCode(0),
              "kernel k: no memory for the stacks of a block of 64 threads");
}

TEST_F(MemoryDeath, OfAnyAmountOnOneThreadOrSeveral) {
  for (const int threads : {1, 4}) {
    // With less than this libc ends the program itself, for want of a thread's own.
    for (std::size_t kib = threads == 1 ? 1024 : 16 << 10; kib < 256 << 10; kib *= 2) {
      EXPECT_EXIT(launch_with(kib << 10, threads), testing::ExitedWithCode(0), "")
          << kib << threads;
    }
  }
}

}  // namespace
}  // namespace larder::inline v1::simulator
