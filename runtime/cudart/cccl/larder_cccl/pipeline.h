// cuda::pipeline: stages that producers fill and consumers empty, each guarded by two barriers. Its
// code is the same for all readers, so that the scan sees it wait.
#ifndef LARDER_CCCL_PIPELINE_H
#define LARDER_CCCL_PIPELINE_H

#include "larder_cudart/groups/rows.h"
#include "memcpy_async.h"

LARDER_CCCL_BEGIN_CUDA

enum class pipeline_role { producer, consumer };

/// What the threads of a pipeline share; make_pipeline sets it up.
template <thread_scope Scope, std::uint8_t Stages>
class pipeline_shared_state {
 public:
  pipeline_shared_state() = default;
  pipeline_shared_state(const pipeline_shared_state&) = delete;
  pipeline_shared_state& operator=(const pipeline_shared_state&) = delete;

  /// For make_pipeline.
  __device__ void larder_set_up(std::ptrdiff_t producers, std::ptrdiff_t consumers) {
    for (int i = 0; i < Stages; ++i) {
      init(&larder_barriers[i], producers);
      init(&larder_barriers[Stages + i], consumers);
    }
  }
  barrier<Scope> larder_barriers[2 * Stages];  // for each stage: filled; then for each: empty
  unsigned int larder_producers;
};

/// One thread's view of a pipeline: the stage that it fills next, and the one that it empties next.
template <thread_scope Scope>
class pipeline {
 public:
  template <std::uint8_t Stages>
  __device__ explicit pipeline(pipeline_shared_state<Scope, Stages>& state)
      : barriers_(state.larder_barriers), stages_(Stages) {}
  pipeline(pipeline&&) = default;
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  /// Waits until the next stage to fill is empty.
  __device__ void producer_acquire(LARDER_SITE) {
    barriers_[stages_ + head_].wait_parity(!head_is_odd_ LARDER_HERE);
  }
  /// The copies for that stage are under way.
  __device__ void producer_commit(LARDER_SITE) {
    static_cast<void>(barriers_[head_].arrive(1 LARDER_HERE));
    advance(head_, head_is_odd_);
  }
  /// Waits until the next stage to empty is filled.
  __device__ void consumer_wait(LARDER_SITE) {
    barriers_[tail_].wait_parity(tail_is_odd_ LARDER_HERE);
  }
  /// That stage is empty.
  __device__ void consumer_release(LARDER_SITE) {
    static_cast<void>(barriers_[stages_ + tail_].arrive(1 LARDER_HERE));
    advance(tail_, tail_is_odd_);
  }
  __device__ bool quit() { return true; }

 private:
  __device__ void advance(std::uint8_t& stage, bool& is_odd) const {
    stage = static_cast<std::uint8_t>(stage + 1);
    if (stage < stages_) return;
    stage = 0;
    is_odd = !is_odd;
  }

  barrier<Scope>* barriers_;
  std::uint8_t stages_;
  std::uint8_t head_ = 0;
  std::uint8_t tail_ = 0;
  bool head_is_odd_ = false;
  bool tail_is_odd_ = false;
};

/// The pipeline of one thread, whose copies are done at once.
template <>
class pipeline<thread_scope_thread> {
 public:
  pipeline() = default;
  pipeline(pipeline&&) = default;
  pipeline(const pipeline&) = delete;
  pipeline& operator=(const pipeline&) = delete;

  __device__ void producer_acquire() {}
  __device__ void producer_commit() {}
  __device__ void consumer_wait() {}
  __device__ void consumer_release() {}
  __device__ bool quit() { return true; }
};

__device__ inline pipeline<thread_scope_thread> make_pipeline() { return {}; }

/// All threads of the group fill and empty.
template <class Group, thread_scope Scope, std::uint8_t Stages>
__device__ pipeline<Scope> make_pipeline(
    const Group& group, pipeline_shared_state<Scope, Stages>* state LARDER_AND_SITE) {
  const auto threads = static_cast<std::ptrdiff_t>(group.size());
  if (group.thread_rank() == 0) state->larder_set_up(threads, threads);
  group.sync(LARDER_HERE_0);
  return pipeline<Scope>(*state);
}
/// The first `producers` threads of the group fill, the others empty.
template <class Group, thread_scope Scope, std::uint8_t Stages>
__device__ pipeline<Scope> make_pipeline(const Group& group,
                                         pipeline_shared_state<Scope, Stages>* state,
                                         std::size_t producers LARDER_AND_SITE) {
  const auto filling = static_cast<std::ptrdiff_t>(producers);
  const auto threads = static_cast<std::ptrdiff_t>(group.size());
  if (group.thread_rank() == 0) state->larder_set_up(filling, threads - filling);
  group.sync(LARDER_HERE_0);
  return pipeline<Scope>(*state);
}
/// Each thread says which.
template <class Group, thread_scope Scope, std::uint8_t Stages>
__device__ pipeline<Scope> make_pipeline(const Group& group,
                                         pipeline_shared_state<Scope, Stages>* state,
                                         pipeline_role role LARDER_AND_SITE) {
  if (group.thread_rank() == 0) state->larder_producers = 0;
  group.sync(LARDER_HERE_0);
  if (role == pipeline_role::producer) atomicAdd(&state->larder_producers, 1u);
  group.sync(LARDER_HERE_0);
  return make_pipeline(group, state, std::size_t{state->larder_producers} LARDER_HERE);
}

/// Waits for all but the last `Left` stages.
template <std::uint8_t Left>
__device__ void pipeline_consumer_wait_prior(pipeline<thread_scope_thread>&) {}
/// The barrier's phase also waits for the copies.
template <thread_scope Scope>
__device__ void pipeline_producer_commit(pipeline<thread_scope_thread>&, barrier<Scope>&) {}

LARDER_CCCL_END_CUDA

#endif  // LARDER_CCCL_PIPELINE_H
