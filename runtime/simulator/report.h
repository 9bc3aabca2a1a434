// The texts of the simulator's errors.
#ifndef LARDER_SIMULATOR_REPORT_H
#define LARDER_SIMULATOR_REPORT_H

#include <larder/cuda/types.h>
#include <larder/simulator.h>

#include <string>
#include <vector>

#include "runtime/simulator/shared_memory.h"
#include "runtime/simulator/warp.h"

namespace larder::inline v1::simulator {

/// A thread, by its number in the block, and its place.
struct ThreadAt {
  unsigned number;
  CallSite site;
};

/// The index of thread number `number` in a block of this shape.
uint3 thread_index(unsigned number, dim3 block);
/// "(0,0,0)".
std::string index_text(uint3 index);
/// "thread (5,0,0)".
std::string thread_text(unsigned number, dim3 block);
/// "thread (5,0,0) waits at blur.cpp:31 for lanes 0x0000ffff".
std::string waiting_text(unsigned number, const Thread& thread, dim3 block);

/// Threads of a block that wait at one place for the same event.
struct WaitingThreads {
  unsigned first;
  const Thread* thread;  ///< how the first one waits
  unsigned count;
};
void add_waiting(std::vector<WaitingThreads>& groups, unsigned number, const Thread& thread);
/// "thread (0,0,0) spins at blur.cpp:9, thread (1,0,0) waits at blur.cpp:12 for the whole block (as
/// do 30 others)"; for the first few groups.
std::string waiting_text(const std::vector<WaitingThreads>& groups, dim3 block);

/// "divergent barrier: thread (0,0,0) waits at blur.cpp:31, thread (5,0,0) at blur.cpp:35".
std::string divergent_text(ThreadAt first, ThreadAt second, dim3 block);
/// A thread called a warp operation with a mask that does not include its own lane.
std::string foreign_mask_text(ThreadAt caller, unsigned mask, dim3 block);
std::string trap_text(ThreadAt caller, dim3 block);
/// A thread waits in a kernel that is lowered to a plain loop.
std::string looping_thread_text(ThreadAt caller, dim3 block);
/// "thread (5,0,0): assertion `n == 1` failed at blur.cpp:31 in void blur(int)"; `function` may be
/// null.
std::string assertion_text(ThreadAt caller, const char* condition, const char* function,
                           dim3 block);
/// The declared shared memory exceeds that of a block.
std::string shared_memory_text(const SharedMemory& shared);

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_REPORT_H
