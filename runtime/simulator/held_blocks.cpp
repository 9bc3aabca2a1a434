#include "runtime/simulator/held_blocks.h"

#include <chrono>
#include <thread>
#include <utility>

#include "runtime/simulator/current.h"

namespace larder::inline v1::simulator {

HeldBlocks::HeldBlocks(LaunchProgress& progress, FiberPool& pool, Block& first)
    : progress_(progress), pool_(pool), free_(&first) {
  progress_.watch.enter();
  set_current_block(free_);
}

HeldBlocks::~HeldBlocks() {
  set_current_block(nullptr);
  progress_.watch.leave();
  if (!held_.empty()) {
    for (const Held& held : held_) {
      if (progress_.stalled()) progress_.add_waiting(held.number, held.block->waiting_text());
      held.block->abandon();
    }
    pool_.abandon_all();
  }
  if (!own_.empty()) pool_.trim();
}

// The block that has waited longest has a turn after each block that yielded, as long as this
// helps.
void HeldBlocks::after_begin(std::uint64_t number, Slice slice) {
  progress_.watch.note_progress();
  if (slice == Slice::kEnded) {
    if (Status status = free_->finish(); !status.ok()) progress_.fail(number, std::move(status));
    return;
  }
  held_.push_back({number, free_});
  progress_.held.fetch_add(1, std::memory_order_relaxed);
  if (spare_.empty()) {
    own_.push_back(std::make_unique<Block>(pool_));
    spare_.push_back(own_.back().get());
  }
  free_ = spare_.back();
  spare_.pop_back();
  set_current_block(free_);
  while (held_.size() > 1 && !progress_.failed() && resume_first()) {
  }
}

// Returns whether it ended.
bool HeldBlocks::resume_first() {
  const Held held = held_.front();
  set_current_block(held.block);
  const Slice slice = held.block->resume();
  set_current_block(free_);
  held_.splice(held_.end(), held_, held_.begin());
  if (slice != Slice::kSpins) {
    in_vain_ = 0;
    progress_.watch.note_progress();
  }
  if (slice != Slice::kEnded) return false;
  held_.pop_back();
  end(held);
  return true;
}

void HeldBlocks::end(const Held& held) {
  progress_.held.fetch_sub(1, std::memory_order_relaxed);
  spare_.push_back(held.block);
  if (Status status = held.block->finish(); !status.ok()) {
    progress_.fail(held.number, std::move(status));
  }
}

void HeldBlocks::run_down_to_less_than(std::uint64_t count) {
  while (held_.size() >= count && !progress_.failed()) {
    ++in_vain_;
    for (std::size_t turns = held_.size(); turns > 0 && !progress_.failed(); --turns) {
      resume_first();
    }
    if (in_vain_ > 0 && !held_.empty() && !progress_.failed()) pause();
  }
}

// The blocks wait for something that takes long: leave the processor to it.
void HeldBlocks::pause() {
  constexpr unsigned kRoundsUntilSleep = 64;
  if (in_vain_ < kRoundsUntilSleep) {
    std::this_thread::yield();
  } else {
    std::this_thread::sleep_for(std::chrono::microseconds(50));
  }
  if (progress_.watch.expired(seen_)) progress_.fail_stalled();
}

}  // namespace larder::inline v1::simulator
