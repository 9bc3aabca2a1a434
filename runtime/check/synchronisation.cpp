#include "runtime/check/synchronisation.h"

#include <utility>

namespace larder::inline v1::check {
namespace {

void next_step(Thread& thread) {
  if (thread.own_step() < Access::kMostSteps) ++thread.own_step();
  thread.set_time();
}

std::uint64_t identity(const Thread& thread) {
  return (std::uint64_t{thread.block->number} << 10 | thread.number) + 1;
}

}  // namespace

void Knowledge::clear() {
  before.clear();
  given.clear();
  read.clear();
  read_in_block.clear();
  gives = gives_to_device = false;
}

void Knowledge::meet(const Knowledge& other) {
  before.join(other.before);
  read.join(other.read);
  read_in_block.join(other.read_in_block);
  if (!other.gives_to_device || (gives && !gives_to_device)) return;
  given.join(other.given);
  gives = gives_to_device = true;
}

void arrive_at_barrier(Thread& thread) {
  if (thread.arrived) return;
  const unsigned which = thread.barrier % 2;
  simulator::BlockChecks& block = *thread.block;
  if (block.barrier_of[which] != thread.barrier) {
    block.barrier_of[which] = thread.barrier;
    block.at_barrier[which].clear();
  }
  block.at_barrier[which].meet(thread);
}

void leave_barrier(Thread& thread) {
  thread.meet(thread.block->at_barrier[thread.barrier % 2]);
  if (thread.barrier < Access::kMostBarriers - 1) ++thread.barrier;
  thread.arrived = false;
  thread.set_time();
}

void arrive_early(Thread& thread) {
  arrive_at_barrier(thread);
  thread.arrived = true;
  thread.block->arrived_early = true;
  thread.set_time();
}

void arrive_in_warp(Thread& thread, Meeting& meeting, bool first) {
  if (first) {
    for (std::uint32_t& step : meeting.seen) step = 0;
    meeting.clear();
  }
  next_step(thread);
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if (meeting.seen[lane] < thread.seen[lane]) meeting.seen[lane] = thread.seen[lane];
  }
  meeting.meet(thread);
}

void leave_warp(Thread& thread, const Meeting& meeting) {
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if (thread.seen[lane] < meeting.seen[lane]) thread.seen[lane] = meeting.seen[lane];
  }
  thread.meet(meeting);
}

bool acquires(int order) {
  order &= 7;
  return order != __ATOMIC_RELAXED && order != __ATOMIC_RELEASE;
}
bool releases(int order) {
  order &= 7;
  return order == __ATOMIC_RELEASE || order == __ATOMIC_ACQ_REL || order == __ATOMIC_SEQ_CST;
}

void fence(Thread& thread, bool in_block, int order) {
  if (acquires(order)) acquire(thread, in_block);
  if (releases(order)) release(thread, in_block);
}

void acquire(Thread& thread, bool in_block) {
  if (!in_block) {
    thread.before.join(thread.read);
    thread.read.clear();
  }
  thread.before.join(thread.read_in_block);
  thread.read_in_block.clear();
}

void release(Thread& thread, bool in_block) {
  const std::uint32_t block = thread.block->number;
  next_step(thread);
  thread.given.clear();
  thread.given.join(thread.before);
  for (unsigned lane = 0; lane < kLanes; ++lane) {
    if (thread.seen[lane] == 0) continue;
    thread.given.learn_thread(block, thread.number / kLanes * kLanes + lane, thread.seen[lane]);
  }
  if (thread.barrier != 0) thread.given.learn_block(block, thread.barrier);
  thread.gives = true;
  thread.gives_to_device = !in_block;
}

void LeftKnowledge::clear() {
  if (count_ == 0) return;
  for (std::size_t i = 0; i < capacity_; ++i) {
    entries_[i].at = 0;
    entries_[i].clock.clear();
  }
  count_ = 0;
  ++hides_;
}

LeftKnowledge::Entry* LeftKnowledge::slot(Address at, std::uint64_t block) const {
  const std::uint64_t key = at * 0x9e3779b97f4a7c15u ^ block * 0xbf58476d1ce4e5b9u;
  for (std::size_t i = key >> 32;; ++i) {
    Entry& entry = entries_[i & (capacity_ - 1)];
    if (entry.at == 0 || (entry.at == at && entry.block == block)) return &entry;
  }
}

LeftKnowledge::Entry* LeftKnowledge::find(Address at, std::uint64_t block) const {
  if (count_ == 0) return nullptr;
  Entry* const entry = slot(at, block);
  return entry->at == 0 ? nullptr : entry;
}

void LeftKnowledge::grow() {
  Entry* const old = entries_;
  const std::size_t old_capacity = capacity_;
  capacity_ = capacity_ == 0 ? 64 : 2 * capacity_;
  entries_ = new Entry[capacity_]();
  for (std::size_t i = 0; i < old_capacity; ++i) {
    if (old[i].at != 0) *slot(old[i].at, old[i].block) = std::move(old[i]);
  }
  delete[] old;
}

LeftKnowledge::Entry& LeftKnowledge::entry(Address at, std::uint64_t block) {
  if (2 * (count_ + 1) > capacity_) grow();
  Entry& entry = *slot(at, block);
  if (entry.at == 0) {
    entry.at = at;
    entry.block = block;
    entry.version = entry.hidden = entry.writer = 0;
    ++count_;
  }
  return entry;
}

void LeftKnowledge::add(const Thread& thread, Address at, std::uint64_t block, bool again) {
  Entry& left = entry(at, block);
  left.writer = identity(thread);
  if (again) return;
  left.clock.join(thread.given);
  left.version = ++version_;
}

LeftKnowledge::Found LeftKnowledge::find(const Thread& thread, Address at, bool in_block) const {
  const Entry* const all = find(at, kAllBlocks);
  const Entry* own = find(at, thread.block->number);
  if (all != nullptr && own != nullptr && own->version <= all->hidden) own = nullptr;
  return {in_block ? nullptr : all, own};
}

void LeftKnowledge::acquire(Thread& thread, Address at, bool in_block) const {
  const auto [all, own] = find(thread, at, in_block);
  if (all != nullptr) thread.before.join(all->clock);
  if (own != nullptr) thread.before.join(own->clock);
}

void LeftKnowledge::read(Thread& thread, Address at, bool in_block) const {
  const auto [all, own] = find(thread, at, in_block);
  const std::uint64_t all_version = all == nullptr ? 0 : all->version;
  const std::uint64_t own_version = own == nullptr ? 0 : own->version;
  const std::uint64_t version = all_version < own_version ? own_version : all_version;
  if (version == 0) return;
  if (thread.last_read == at && thread.last_version == version) return;
  thread.last_read = at;
  thread.last_version = version;
  if (all != nullptr) thread.read.join(all->clock);
  if (own != nullptr) thread.read_in_block.join(own->clock);
}

// A thread that waits leaves the same again and again, which tells the others nothing.
void LeftKnowledge::update(Thread& thread, Address at, bool in_block) {
  if (!thread.gives) return;
  const bool to_device = thread.gives_to_device && !in_block;
  Thread::Left& last = thread.last_left;
  const bool again = last.at == at && last.to_device == to_device && last.hides == hides_ &&
                     last.clock.is_copy_of(thread.given);
  if (!again) last = {at, to_device, hides_, thread.given};
  if (to_device) add(thread, at, kAllBlocks, again);
  add(thread, at, thread.block->number, again);
}

void LeftKnowledge::store(Thread& thread, Address at, bool in_block) {
  const Entry* const all = find(at, kAllBlocks);
  const Entry* const own = find(at, thread.block->number);
  const auto is_others = [&](const Entry* left) {
    return left != nullptr && left->writer != identity(thread);
  };
  if (is_others(all) || is_others(own)) {
    ++hides_;
    Entry& hiding = entry(at, kAllBlocks);
    hiding.clock.clear();
    hiding.hidden = version_;
    hiding.version = ++version_;
    if (Entry* const hidden = find(at, thread.block->number)) hidden->clock.clear();
  }
  update(thread, at, in_block);
}

void LeftKnowledge::release(Thread& thread, Address at, bool in_block, bool is_update) {
  Clock given = std::move(thread.given);
  const bool gives = std::exchange(thread.gives, false);
  const bool gives_to_device = thread.gives_to_device;
  check::release(thread, in_block);
  if (is_update) {
    update(thread, at, in_block);
  } else {
    store(thread, at, in_block);
  }
  thread.given = std::move(given);
  thread.gives = gives;
  thread.gives_to_device = gives_to_device;
}

}  // namespace larder::inline v1::check
