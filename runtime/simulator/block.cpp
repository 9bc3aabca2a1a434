#include "runtime/simulator/block.h"

#include <larder/detail/threads.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

#include "runtime/simulator/current.h"
#include "runtime/simulator/report.h"
#include "runtime/simulator/sanitizers.h"

namespace larder::inline v1::simulator {
namespace {

// The next thread in CUDA's order: x fastest.
LARDER_NO_TSAN void advance(uint3& index, dim3 extent) {
  if (++index.x < extent.x) return;
  index.x = 0;
  if (++index.y < extent.y) return;
  index.y = 0;
  ++index.z;
}

constexpr std::size_t kVectorAlignment = 64;  // of shared memory that vectors read

// The longest time that a block which spins now and then may run while others wait for their turn.
// After it yields, its stacks stay in use beside theirs.
constexpr std::int64_t kLongestTurn = 10'000'000;  // nanoseconds
// The same for checks, which find the same each time: in turns of threads that spin. Between two
// of its turns a thread that works comes as far as one that spins does between kWorkPerSpin.
constexpr unsigned kMostTurns = 1'000;

std::int64_t nanoseconds_now() {
  return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

Block::Block(FiberPool& pool) : fiber_per_thread_(thread_sanitizer_present()), pool_(pool) {}

Block::~Block() {
  if (checks_ != nullptr) checks->discard(checks_);
}

Slice Block::run(const GridLaunch& launch, uint3 index, std::uint64_t most) {
  begin(launch, index);
  most_blocks_ = most;
  begun_blocks_ = 1;
  release_order(&begun_);
  current_ = &main_;
  Fiber& first = fiber_for_next_thread();
  if (&first != &main_) switch_to(first);  // otherwise there was no memory for its stack
  return end_slice();
}

LARDER_NO_TSAN Slice Block::resume() {
  main_.stack_low = nullptr;  // the caller may be on another stack than last time
  adopt_thread(main_);
  blockIdx = index_;
  changed_ = false;
  spinner_ = kNobody;
  slice_began_ = 0;
  turns_ = 0;
  switch_to(*ready_.pop().fiber);
  return end_slice();
}

LARDER_NO_TSAN Slice Block::end_slice() {
  if (gave_way_) {
    gave_way_ = false;
    return changed_ ? Slice::kGoesOn : Slice::kSpins;
  }
  acquire_order(&ended_);
  return Slice::kEnded;
}

Status Block::finish() {
  if (failure_code_ == Code::kOk) {
    while (used_up_ != nullptr) pool_.give(*std::exchange(used_up_, used_up_->next));
    return {};
  }
  used_up_ = nullptr;
  pool_.abandon_all();
  // Leaves it completely empty: fail() moves into it on a stack where nothing would be freed.
  return {failure_code_, std::exchange(failure_, {}) + " (block " + index_text(index_) + ")",
          cuda_error_};
}

LARDER_NO_TSAN std::optional<RunningThread> Block::running_thread() const {
  if (current_ == nullptr || current_ == &main_) return std::nullopt;
  return RunningThread{launch_->kernel, index_, thread_index(running_, launch_->block), current_,
                       in_loop()};
}

// --- the threads of the block, one after the other -----------------------------------------------

// A fiber then continues for any block of the OS thread that takes it next.
LARDER_NO_TSAN void Block::enter(Fiber& self) {
  for (;;) current_block()->work(self);
}

LARDER_NO_TSAN void Block::work(Fiber& self) {
  do {
    do {
      run_next_thread();
    } while (started_ < count_ && ready_.head == nullptr && !fiber_per_thread_);
    Fiber& next = next_fiber();
    retire(self);
    switch_to(next);
  } while (current_block() == this);
}

LARDER_NO_TSAN inline void Block::run_next_thread() {
  running_ = started_++;
  call_path = 0;
  if (launch_->vectors != nullptr) return run_vectors();
  *thread_index_ = next_index_;
  if (launch_->order.kind == OrderKind::kForward) {
    advance(next_index_, launch_->block);
  } else {
    running_ = static_cast<unsigned>(launch_->order.place(running_, count_));
    *thread_index_ = thread_index(running_, launch_->block);
  }
  if (checks != nullptr) checks->run(*checks_, running_, *current_);
  acquire_order(&begun_);
  offered_ = *whole_block_ = running_ == 0 && launch_->thread_loops;
  if (!call_kernel()) switch_to(main_);
  while (in_loop() && begun_blocks_ < most_blocks_) {
    next_block();
    if (!call_kernel()) switch_to(main_);
  }
  if (offered_) end_loop();
  exit_thread();
}

// The previous block has ended, by a loop over its threads.
LARDER_NO_TSAN inline void Block::next_block() {
  ++begun_blocks_;
  advance(index_, launch_->grid);
  blockIdx = index_;
  *thread_index_ = {0, 0, 0};
  *whole_block_ = true;
  shared_.reset(launch_->dynamic_shared_bytes);
}

// A kernel that was compiled without the loop has run only the first thread.
LARDER_NO_TSAN void Block::end_loop() {
  if (in_loop()) {
    started_ = count_;
    alive_ = 1;
  }
  offered_ = *whole_block_ = false;
}

// --- a kernel whose warps are vectors ------------------------------------------------------------

void Block::run_vectors() {
  offered_ = true;
  for (;;) {
    *whole_block_ = false;
    if (!call_vectors()) switch_to(main_);
    if (begun_blocks_ == most_blocks_) break;
    next_block();
  }
  end_loop();
  exit_thread();
}

// False if the kernel failed.
bool Block::call_vectors() {
  detail::VectorBlock& block = vector_block_;
  const detail::VectorCode& code = *launch_->kernel->vectors;
  block.dynamic_shared = shared_.dynamic();
  block.shared = shared_.find_or_add(&code, code.shared_bytes, kVectorAlignment);
  if (block.shared == nullptr) fail(shared_memory_text(shared_));
  block.index[3] = index_.x;
  block.index[4] = index_.y;
  block.index[5] = index_.z;
  const int result = launch_->vectors(&block);
  if (result == 0) return true;
  failure_ = vectors_text(result, code, block, launch_->block);
  failure_code_ = Code::kLaunchFailed;
  release_order(&ended_);
  return false;
}

// --- a kernel that loops over the threads itself -------------------------------------------------

LARDER_NO_TSAN inline bool Block::in_loop() const { return offered_ && !*whole_block_; }

// Before a failure's text is made: checks must not take that for the kernel's own work.
LARDER_NO_TSAN void Block::note_thread() {
  if (checks != nullptr) checks->pause();
  if (!in_loop()) return;
  const dim3 size = launch_->block;
  running_ = (thread_index_->z * size.y + thread_index_->y) * size.x + thread_index_->x;
}

LARDER_NO_TSAN void Block::refuse_to_wait(CallSite site) {
  note_thread();
  fail(looping_thread_text({running_, site}, launch_->block));
}

// False if the kernel threw. Separate, so that the exception is destroyed before the fiber is left.
LARDER_NO_TSAN inline bool Block::call_kernel() {
  try {
    launch_->kernel->run(launch_->arguments);
    return true;
  } catch (const std::exception& error) {
    note_thread();
    failure_ = thread_text(running_, launch_->block) + " threw an exception: " + error.what();
  } catch (...) {
    note_thread();
    failure_ = thread_text(running_, launch_->block) + " threw an exception";
  }
  failure_code_ = Code::kLaunchFailed;
  release_order(&ended_);
  return false;
}

LARDER_NO_TSAN inline void Block::exit_thread() {
  if (checks != nullptr) checks->pause();
  release_order(&ended_);
  spinner_ = kNobody;
  changed_ = true;
  --alive_;
  warps_[running_ / kLanes].exit(lane(), ready_);
  if (barrier_.arrived != 0 && barrier_.arrived == alive_) open_barrier();
}

// --- who runs next -------------------------------------------------------------------------------

LARDER_NO_TSAN inline void Block::switch_to(Fiber& next) {
  Fiber& from = *current_;
  current_ = &next;
  switch_fiber(from, next);
}

LARDER_NO_TSAN inline Fiber& Block::next_fiber() {
  if (ready_.head != nullptr) return *ready_.pop().fiber;
  if (started_ < count_) return fiber_for_next_thread();
  if (alive_ != 0) {
    note_thread();
    failure_code_ = Code::kLaunchFailed;
    failure_ = stuck_text();
    release_order(&ended_);
  }
  return main_;
}

LARDER_NO_TSAN Fiber& Block::fiber_for_next_thread() {
  Fiber* const fiber = pool_.take(&Block::enter);
  if (fiber != nullptr) return *fiber;
  failure_code_ = Code::kOutOfMemory;
  failure_ = "no memory for the stacks of a block of " + std::to_string(count_) +
             " threads; set LARDER_STACK_KIB to less than " +
             std::to_string(fiber_stack_bytes() / 1024);
  return main_;
}

LARDER_NO_TSAN inline void Block::retire(Fiber& fiber) {
  if (!fiber_per_thread_) {
    pool_.give(fiber);
    return;
  }
  fiber.next = used_up_;
  used_up_ = &fiber;
}

// The running thread, which is in a queue, yields until it is taken from a queue again.
LARDER_NO_TSAN inline void Block::sleep() {
  const Position position = leave();
  Fiber& next = next_fiber();
  if (&next != current_) switch_to(next);
  continue_at(position);
}

LARDER_NO_TSAN inline Block::Position Block::leave() const {
  return {running_, *thread_index_, call_path};
}

LARDER_NO_TSAN inline void Block::continue_at(const Position& position) {
  running_ = position.thread;
  *thread_index_ = position.index;
  call_path = position.path;
  if (checks != nullptr) checks->run(*checks_, running_, *current_);
}

LARDER_NO_TSAN inline Thread& Block::record(Wait kind, unsigned mask, CallSite site) {
  Thread& thread = threads_[running_];
  thread.fiber = current_;
  thread.site = site;
  thread.mask = mask;
  thread.wait = kind;
  release_order(&ended_);  // it may never continue
  return thread;
}

LARDER_NO_TSAN inline void Block::wait(ThreadQueue& queue, Wait kind, unsigned mask,
                                       CallSite site) {
  spinner_ = kNobody;
  queue.push(record(kind, mask, site));
  warps_[running_ / kLanes].block(lane(), ready_);
  sleep();
}

LARDER_NO_TSAN void Block::yield(bool spins, CallSite site) {
  if (in_loop()) return;  // no thread waits
  ready_.push(record(Wait::kTurn, 0, site));
  warps_[running_ / kLanes].go_round(ready_);
  const bool all_begun = started_ == count_;
  const bool all_spin = all_begun && spins && spinner_ == running_;
  if (all_spin && converge_without_spinners()) return sleep();
  if (all_begun && !must_give_way(spins)) return sleep();
  const Position position = leave();
  if (all_begun) {
    give_way();
  } else {
    // Elsewhere these run last; here others may wait for them.
    spinner_ = kNobody;
    changed_ = true;
    switch_to(fiber_for_next_thread());
  }
  continue_at(position);
}

LARDER_NO_TSAN void Block::rest(CallSite site) {
  if (rests_left_ == 0 || started_ < count_) return;
  if (!launch_->order.rests(++rests_asked_ << 8 ^ block_number())) return;
  --rests_left_;
  spinner_ = kNobody;
  changed_ = true;
  ready_.push(record(Wait::kTurn, 0, site));
  const Position position = leave();
  give_way();
  continue_at(position);
}

// Lanes that spin may wait for those that wait for them to come.
LARDER_NO_TSAN bool Block::converge_without_spinners() {
  const Thread* const last = ready_.tail;
  for (unsigned i = 0; i * kLanes < count_; ++i) warps_[i].converge(ready_);
  if (ready_.tail == last) return false;
  spinner_ = kNobody;
  return true;
}

// Either all ready threads have spun in turn, and none has done anything else meanwhile, or the
// block's time has expired: its threads spin between barriers, or change memory as they spin.
LARDER_NO_TSAN bool Block::must_give_way(bool spins) {
  if (!spins) {
    changed_ = true;
    spinner_ = kNobody;
  } else if (spinner_ == running_) {
    return true;
  } else if (spinner_ == kNobody) {
    spinner_ = running_;
  }
  if (checks != nullptr) {
    turns_ += spins ? 1 : kWorkPerSpin;
    return turns_ > kMostTurns;
  }
  const std::int64_t now = nanoseconds_now();
  if (slice_began_ == 0) slice_began_ = now;
  return now - slice_began_ > kLongestTurn;
}

LARDER_NO_TSAN void Block::give_way() {
  if (checks != nullptr) checks->pause();
  gave_way_ = true;
  switch_to(main_);
}

// --- what threads wait for -----------------------------------------------------------------------

LARDER_NO_TSAN Votes Block::barrier(int predicate, CallSite site) {
  if (in_loop()) refuse_to_wait(site);
  if (barrier_.arrived == 0) {
    barrier_.site = site;
    barrier_.first = running_;
  } else if (!same_place(barrier_.site, site)) {
    note_thread();
    fail(divergent_text({barrier_.first, barrier_.site}, {running_, site}, launch_->block));
  }
  void* const order = &barrier_.orders[barrier_.opened % 2];
  release_order(order);
  if (checks != nullptr) checks->arrive_at_barrier();
  ++barrier_.arrived;
  if (predicate != 0) ++barrier_.count;
  if (barrier_.arrived == alive_) {
    open_barrier();
    rest(site);
  } else {
    wait(barrier_.waiting, Wait::kBarrier, 0, site);
  }
  acquire_order(order);
  if (checks != nullptr) checks->leave_barrier();
  return barrier_.votes;
}

LARDER_NO_TSAN void Block::open_barrier() {
  barrier_.votes = {barrier_.count, static_cast<int>(barrier_.arrived)};
  barrier_.arrived = 0;
  barrier_.count = 0;
  ++barrier_.opened;
  ready_.append(barrier_.waiting);
  for (unsigned i = 0; i * kLanes < count_; ++i) warps_[i].unblock_all();
}

LARDER_NO_TSAN std::uint64_t Block::warp(WarpOperation operation, unsigned mask,
                                         std::uint64_t value, unsigned operand, CallSite site) {
  if (in_loop()) refuse_to_wait(site);
  Warp& warp = warps_[running_ / kLanes];
  const unsigned self = lane();
  if ((mask >> self & 1u) == 0) {
    note_thread();
    fail(foreign_mask_text({running_, site}, mask, launch_->block));
  }
  warp.values().value[self] = value;
  warp.values().operand[self] = operand;
  Rendezvous& meeting = warp.join(Wait::kWarp, operation, mask, {site});
  // Only __syncwarp() orders memory.
  const bool checked = checks != nullptr && operation == WarpOperation::kSync;
  const unsigned number = warp.number(meeting);
  if (checked) checks->arrive_in_warp(number, meeting.arrived == 0);
  meeting.arrived |= 1u << self;
  void* const order = meeting.order;
  release_order(order);
  if (warp.complete(meeting)) {
    warp.finish(meeting, ready_);
  } else {
    wait(meeting.waiting, Wait::kWarp, mask, site);
  }
  acquire_order(order);
  if (checked) checks->leave_warp(number);
  return warp.values().result[self];
}

LARDER_NO_TSAN unsigned Block::active_lanes(CallSite site, Step where) {
  if (in_loop()) refuse_to_wait(site);
  Warp& warp = warps_[running_ / kLanes];
  Rendezvous& meeting =
      warp.join(Wait::kConvergence, WarpOperation::kSync, kAllLanes, {site, where, call_path});
  meeting.arrived |= 1u << lane();
  wait(meeting.waiting, Wait::kConvergence, kAllLanes, site);
  return static_cast<unsigned>(warp.values().result[lane()]);
}

LARDER_NO_TSAN void Block::step(CallSite site, Step where) {
  if (!in_loop()) active_lanes(site, where);
}

LARDER_NO_TSAN void* Block::shared_object(const void* id, std::size_t bytes,
                                          std::size_t alignment) {
  const std::size_t known = shared_.count();
  void* const object = shared_.find_or_add(id, bytes, alignment);
  if (object != nullptr) {
    if (checks != nullptr && shared_.count() != known) {
      checks->add_shared(*checks_, {id, {object, bytes}});
    }
    return object;
  }
  note_thread();
  fail(shared_memory_text(shared_));
}

// The callers' frames are abandoned: they must hold nothing that needs to be freed.
LARDER_NO_TSAN void Block::fail(std::string text) {
  failure_code_ = Code::kLaunchFailed;
  failure_ = std::move(text);
  release_order(&ended_);
  switch_to(main_);
  __builtin_unreachable();
}

}  // namespace larder::inline v1::simulator
