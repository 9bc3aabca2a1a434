#include "threads.h"

#include <barrier>
#include <thread>
#include <vector>

namespace larder::bench {

void run_on_threads(int blocks, int threads, const ThreadBody& body) {
  for (int block = 0; block < blocks; ++block) {
    std::barrier<> barrier(threads);
    std::vector<std::jthread> running;
    running.reserve(static_cast<std::size_t>(threads));
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back(
          [&, thread] { body(block, thread, [&] { barrier.arrive_and_wait(); }); });
    }
  }
}

}  // namespace larder::bench
