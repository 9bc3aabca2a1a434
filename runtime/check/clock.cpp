#include "runtime/check/clock.h"

#include <cstdlib>
#include <utility>

#include "runtime/check/memory_pages.h"

namespace larder::inline v1::check {
namespace {

constexpr std::size_t kFirstCapacity = 8;

std::size_t hash(std::uint64_t key) { return (key * 0x9e3779b97f4a7c15u) >> 32; }

}  // namespace

Clock::~Clock() { std::free(entries_); }

Clock::Clock(Clock&& from) noexcept
    : entries_(std::exchange(from.entries_, nullptr)),
      count_(std::exchange(from.count_, 0)),
      capacity_(std::exchange(from.capacity_, 0)) {}

Clock& Clock::operator=(Clock&& from) noexcept {
  std::swap(entries_, from.entries_);
  std::swap(count_, from.count_);
  std::swap(capacity_, from.capacity_);
  return *this;
}

void Clock::clear() {
  for (std::size_t i = 0; count_ != 0 && i < capacity_; ++i) entries_[i].key = 0;
  count_ = 0;
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
  if (other.count_ == 0) return;
  for (std::size_t i = 0; i < other.capacity_; ++i) {
    const Entry& entry = other.entries_[i];
    if (entry.key != 0) raise(entry.key - 1, entry.value);
  }
}

}  // namespace larder::inline v1::check
