#include "runtime/check/clock.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "runtime/check/memory_pages.h"

namespace larder::inline v1::check {
namespace {

constexpr std::size_t kFirstCapacity = 8;

std::size_t hash(std::uint64_t key) { return (key * 0x9e3779b97f4a7c15u) >> 32; }

// By block, the place in the order of their ends, from 1; 0: it has not ended.
std::uint32_t* ends = nullptr;
std::size_t ends_room = 0;
std::uint32_t ended_count = 0;

}  // namespace

void EndedBlocks::begin_launch() {
  if (ended_count == 0) return;
  std::memset(ends, 0, ends_room * sizeof(std::uint32_t));
  ended_count = 0;
}

void EndedBlocks::add(std::uint32_t block) {
  if (block >= ends_room) {
    std::size_t room = ends_room == 0 ? 1024 : ends_room;
    while (room <= block) room *= 2;
    auto* const larger = static_cast<std::uint32_t*>(zeroed(room * sizeof(std::uint32_t)));
    if (ends_room != 0) std::memcpy(larger, ends, ends_room * sizeof(std::uint32_t));
    std::free(ends);
    ends = larger;
    ends_room = room;
  }
  ends[block] = ++ended_count;
}

std::uint32_t EndedBlocks::count() { return ended_count; }

bool EndedBlocks::is_among_first(std::uint32_t count, std::uint32_t block) {
  return block < ends_room && ends[block] != 0 && ends[block] <= count;
}

Clock::~Clock() { std::free(entries_); }

Clock::Clock(Clock&& from) noexcept
    : entries_(std::exchange(from.entries_, nullptr)),
      count_(std::exchange(from.count_, 0)),
      capacity_(std::exchange(from.capacity_, 0)),
      large_(std::exchange(from.large_, kLarge)),
      ended_(std::exchange(from.ended_, 0)) {}

Clock& Clock::operator=(Clock&& from) noexcept {
  std::swap(entries_, from.entries_);
  std::swap(count_, from.count_);
  std::swap(capacity_, from.capacity_);
  std::swap(large_, from.large_);
  std::swap(ended_, from.ended_);
  return *this;
}

void Clock::clear() {
  if (count_ != 0) std::memset(entries_, 0, capacity_ * sizeof(Entry));
  count_ = 0;
  large_ = kLarge;
  ended_ = 0;
}

Clock::Entry& Clock::slot(std::uint64_t key) const {
  std::size_t at = hash(key) & (capacity_ - 1);
  while (entries_[at].key != 0 && entries_[at].key != key + 1) at = (at + 1) & (capacity_ - 1);
  return entries_[at];
}

void Clock::grow() {
  Entry* const old = entries_;
  const std::size_t old_capacity = capacity_;
  capacity_ = capacity_ == 0 ? kFirstCapacity : 2 * capacity_;
  entries_ = static_cast<Entry*>(zeroed(capacity_ * sizeof(Entry)));
  for (std::size_t i = 0; i < old_capacity; ++i) {
    if (old[i].key != 0) slot(old[i].key - 1) = old[i];
  }
  std::free(old);
}

void Clock::raise(std::uint64_t key, std::uint32_t value) {
  if (2 * (count_ + 1) > capacity_) grow();
  Entry& entry = slot(key);
  if (entry.key == 0) {
    entry = {key + 1, value};
    ++count_;
  } else if (entry.value < value) {
    entry.value = value;
  }
}

std::uint32_t Clock::value(std::uint64_t key) const {
  if (count_ == 0) return 0;
  const Entry& entry = slot(key);
  return entry.key == 0 ? 0 : entry.value;
}

void Clock::join(const Clock& other) {
  if (ended_ < other.ended_) ended_ = other.ended_;
  if (other.count_ == 0) return;
  if (count_ == 0) return copy_entries(other);
  for (std::size_t i = 0; i < other.capacity_; ++i) {
    const Entry& entry = other.entries_[i];
    if (entry.key != 0) raise(entry.key - 1, entry.value);
  }
  if (count_ > large_) forget_ended();
}

void Clock::copy_entries(const Clock& other) {
  if (capacity_ != other.capacity_) {
    std::free(entries_);
    entries_ = static_cast<Entry*>(zeroed(other.capacity_ * sizeof(Entry)));
    capacity_ = other.capacity_;
  }
  std::memcpy(entries_, other.entries_, capacity_ * sizeof(Entry));
  count_ = other.count_;
  large_ = other.large_;
}

void Clock::forget_ended() {
  Entry* const old = entries_;
  const std::size_t old_capacity = capacity_;
  entries_ = nullptr;
  count_ = capacity_ = 0;
  ended_ = EndedBlocks::count();
  for (std::size_t i = 0; i < old_capacity; ++i) {
    if (old[i].key == 0) continue;
    const std::uint64_t key = old[i].key - 1;
    const bool ended = EndedBlocks::is_among_first(ended_, static_cast<std::uint32_t>(key >> 11));
    if (!ended) raise(key, old[i].value);
  }
  std::free(old);
  large_ = count_ + kLarge;
}

}  // namespace larder::inline v1::check
