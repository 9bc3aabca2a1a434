// Runs numbered jobs on several threads.
#ifndef LARDER_GENERATOR_PACK_JOBS_H
#define LARDER_GENERATOR_PACK_JOBS_H

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <functional>
#include <thread>
#include <vector>

namespace larder::pack {

/// Calls job(0) to job(count - 1), each once, on up to `workers` threads; returns when all are
/// done. The jobs must not throw.
inline void run_jobs(std::size_t count, unsigned workers,
                     const std::function<void(std::size_t)>& job) {
  std::atomic<std::size_t> next = 0;
  const auto work = [&] {
    for (std::size_t number = next++; number < count; number = next++) job(number);
  };
  std::vector<std::jthread> threads;
  const std::size_t wanted = std::min<std::size_t>(std::max(workers, 1U), count);
  for (std::size_t started = 0; started < wanted; ++started) threads.emplace_back(work);
}

}  // namespace larder::pack

#endif  // LARDER_GENERATOR_PACK_JOBS_H
