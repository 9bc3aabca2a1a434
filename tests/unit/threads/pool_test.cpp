#include "runtime/threads/pool.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace larder::inline v1::threads {
namespace {

TEST(Pool, EachShareIsRunOnce) {
  for (const std::size_t shares : {0, 1, 2, 7, 1000}) {
    std::vector<std::atomic<int>> runs(shares);
    share_out(shares, [&](std::size_t i) { ++runs[i]; });
    for (const std::atomic<int>& count : runs) EXPECT_EQ(count, 1);
  }
}

TEST(Pool, AllCoresHelp) {
  std::mutex mutex;
  std::set<std::thread::id> threads;
  std::atomic<std::size_t> arrived = 0;
  const std::size_t cores = core_count();
  // None is done before all have begun, so that each needs a thread of its own.
  share_out(cores, [&](std::size_t) {
    {
      const std::lock_guard lock(mutex);
      threads.insert(std::this_thread::get_id());
    }
    ++arrived;
    while (arrived < cores) std::this_thread::yield();
  });
  EXPECT_EQ(threads.size(), cores);
}

TEST(Pool, ManyThreadsShareOutAtOnce) {
  std::vector<std::atomic<int>> sums(8);
  std::vector<std::thread> callers;
  callers.reserve(sums.size());
  for (std::atomic<int>& sum : sums) {
    callers.emplace_back([&sum] {
      for (int i = 0; i < 2000; ++i) share_out(3, [&sum](std::size_t) { ++sum; });
    });
  }
  for (std::thread& caller : callers) caller.join();
  for (const std::atomic<int>& sum : sums) EXPECT_EQ(sum, 6000);
}

TEST(Pool, AShareMaySharesOutItself) {
  std::atomic<int> count = 0;
  share_out(10, [&](std::size_t) { share_out(10, [&](std::size_t) { ++count; }); });
  EXPECT_EQ(count, 100);
}

TEST(Pool, TheFirstExceptionIsThrownOnWhenAllIsDone) {
  std::atomic<int> count = 0;
  const auto work = [&](std::size_t i) {
    ++count;
    if (i == 3) throw std::runtime_error("of share 3");
  };
  try {
    share_out(20, work);
    ADD_FAILURE() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "of share 3");
  }
  EXPECT_EQ(count, 20);
}

TEST(Pool, AChildOfForkMakesItsOwnThreads) {
  share_out(100, [](std::size_t) {});
  std::atomic<bool> done = false;
  std::thread busy([&] {
    while (!done) share_out(4, [](std::size_t) {});
  });
  for (int i = 0; i < 50; ++i) {
    const pid_t child = fork();
    if (child == 0) {
      std::atomic<int> count = 0;
      alarm(60);
      share_out(100, [&](std::size_t) { ++count; });
      _exit(count == 100 ? 0 : 1);
    }
    int status = -1;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "status " << status;
  }
  done = true;
  busy.join();
}

TEST(Pool, ThreadsEndWhenThereIsNothingToDo) {
  static std::atomic<int> ended = 0;
  const auto work = [](std::size_t) {
    at_end_of_pool_thread([] { ++ended; });
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  };
  share_out(4 * core_count(), work);
  EXPECT_FALSE(at_end_of_pool_thread([] { ++ended; }));  // this is no thread of the pool
  if (core_count() == 1) GTEST_SKIP() << "there is one core";
  for (int i = 0; i < 1000 && ended == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  EXPECT_GT(ended, 0);
  std::atomic<int> count = 0;
  share_out(100, [&](std::size_t) { ++count; });  // with new threads
  EXPECT_EQ(count, 100);
}

}  // namespace
}  // namespace larder::inline v1::threads
