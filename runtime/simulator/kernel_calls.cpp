// Implements larder/simulator.h for the block that the calling OS thread runs.
#include <larder/detail/grid_barrier.h>
#include <larder/detail/threads.h>
#include <larder/simulator.h>

#include <cstdio>
#include <cstdlib>

#include "runtime/simulator/block.h"
#include "runtime/simulator/checks.h"
#include "runtime/simulator/current.h"
#include "runtime/simulator/fault_handler.h"

namespace larder::inline v1::simulator {

Checks* checks = nullptr;

__thread uint3 threadIdx;
__thread uint3 blockIdx;
// NOLINTBEGIN(bugprone-throwing-static-initialization): their constructor only sets numbers
__thread dim3 blockDim;
__thread dim3 gridDim;
// NOLINTEND(bugprone-throwing-static-initialization)
__thread bool whole_block;
__thread bool carry_flag;
__thread unsigned call_path;
__thread AtomicUse atomic_use = {Scope::kDevice, __ATOMIC_RELAXED};
__thread int turns_until_yield = kSpinsUntilYield * kWorkPerSpin;

// Shared through the dynamic linker: a library that is linked with -Bsymbolic-functions calls its
// own copies of the functions below, but its kernels run in the program's blocks.
LARDER_API extern __thread Block* current;
__thread Block* current = nullptr;

namespace {

[[noreturn]] void refuse() {
  std::fputs(
      "larder: a barrier, a warp operation or shared memory was used outside a kernel; launch "
      "kernels with larder::Device::launch\n",
      stderr);
  std::abort();
}

LARDER_NO_TSAN Block& block() {
  if (current == nullptr) refuse();
  return *current;
}

}  // namespace

LARDER_NO_TSAN Block* current_block() { return current; }

void set_current_block(Block* block) {
  current = block;
  note_for_fault_handler(block);
}

LARDER_NO_TSAN bool in_kernel() { return current != nullptr; }

LARDER_NO_TSAN void barrier(CallSite site) { block().barrier(0, site); }

LARDER_NO_TSAN void grid_barrier(CallSite site) { block().grid_barrier(site); }

LARDER_NO_TSAN Votes barrier_count(int predicate, CallSite site) {
  return block().barrier(predicate, site);
}

void arrive_at_barrier() {
  if (checks != nullptr && current != nullptr) checks->arrive_early();
}

void release_at(const void* address) {
  if (checks != nullptr && current != nullptr) checks->release_at(address);
}

void acquire_at(const void* address) {
  if (checks != nullptr && current != nullptr) checks->acquire_at(address);
}

LARDER_NO_TSAN std::uint64_t warp(WarpOperation operation, unsigned mask, std::uint64_t value,
                                  unsigned operand, CallSite site) {
  return block().warp(operation, mask, value, operand, site);
}

LARDER_NO_TSAN unsigned active_lanes(CallSite site) { return block().active_lanes(site); }
LARDER_NO_TSAN void step(CallSite site, Step where) {
  if (current != nullptr) current->step(site, where);
}

LARDER_NO_TSAN unsigned lane() { return block().lane(); }

LARDER_NO_TSAN void yield(bool spins, CallSite site) {
  turns_until_yield = kSpinsUntilYield * kWorkPerSpin;
  if (current == nullptr) return;
  const AtomicUse own = atomic_use;  // others have theirs
  atomic_use = {Scope::kDevice, __ATOMIC_RELAXED};
  current->yield(spins, site);
  atomic_use = own;
}

LARDER_NO_TSAN void set_atomic_use(AtomicUse use) { atomic_use = use; }

void fence(CallSite site, Scope scope, int order) {
  give_others_a_turn(true, site);
  if (checks != nullptr) {
    checks->fence({scope, order});
    if (current != nullptr) current->rest(site);
  }
  // ThreadSanitizer does not understand fences; this tells it of an order with all other fences.
  static char all_fences;
  release_order(&all_fences);
  __sync_synchronize();
  acquire_order(&all_fences);
}

LARDER_NO_TSAN void trap(CallSite site) { block().trap(site); }

LARDER_NO_TSAN void* shared_object(const void* id, std::size_t bytes, std::size_t alignment) {
  return block().shared_object(id, bytes, alignment);
}

LARDER_NO_TSAN void* dynamic_shared_memory() { return block().dynamic_shared_memory(); }
LARDER_NO_TSAN void* shared_memory_at(std::uint32_t address) {
  return block().shared_memory_at(address);
}

}  // namespace larder::inline v1::simulator
