#include "runtime/check/clock.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "runtime/check/memory_pages.h"

namespace larder::inline v1::check {
namespace {

constexpr std::size_t kFirstCapacity = 8;

constexpr std::size_t kLarge = 1024;

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

// A hash table, behind which its slots lie.
struct Clock::Entries {
  struct Entry {
    std::uint64_t key;  // plus 1; 0: free
    std::uint32_t value;
  };

  std::uint32_t users;  // Clocks and joins
  std::uint32_t count;
  std::size_t capacity;  // a power of two
  std::size_t large;     // so many entries are too many

  static Entries* make(std::size_t capacity, std::size_t large) {
    auto* const made = static_cast<Entries*>(zeroed(sizeof(Entries) + capacity * sizeof(Entry)));
    made->users = 1;
    made->capacity = capacity;
    made->large = large;
    return made;
  }
  [[nodiscard]] Entry* slots() { return reinterpret_cast<Entry*>(this + 1); }
  [[nodiscard]] Entry& slot(std::uint64_t key) {
    std::size_t at = hash(key) & (capacity - 1);
    while (slots()[at].key != 0 && slots()[at].key != key + 1) at = (at + 1) & (capacity - 1);
    return slots()[at];
  }
  [[nodiscard]] bool is_full() const { return 2 * (count + std::size_t{1}) > capacity; }
  // There is room.
  void raise(std::uint64_t key, std::uint32_t value) {
    Entry& entry = slot(key);
    if (entry.key == 0) ++count;
    if (entry.key == 0 || entry.value < value) entry = {key + 1, value};
  }
  [[nodiscard]] Entries* copy(std::size_t room) {
    Entries* const made = make(room, large);
    for_each([&](std::uint64_t key, std::uint32_t value) { made->raise(key, value); });
    return made;
  }
  template <class Use>
  void for_each(Use use) {
    for (std::size_t i = 0; i < capacity; ++i) {
      if (slots()[i].key != 0) use(slots()[i].key - 1, slots()[i].value);
    }
  }
  [[nodiscard]] bool knows_all_of(Entries& other) {
    for (std::size_t i = 0; i < other.capacity; ++i) {
      const Entry& each = other.slots()[i];
      if (each.key == 0) continue;
      const Entry& own = slot(each.key - 1);
      if (own.key == 0 || own.value < each.value) return false;
    }
    return true;
  }
};

Clock::Join Clock::last_join = {};

Clock::Entries* Clock::share(Entries* entries) {
  if (entries != nullptr) ++entries->users;
  return entries;
}

void Clock::let_go(Entries* entries) {
  if (entries != nullptr && --entries->users == 0) std::free(entries);
}

Clock::Clock(const Clock& from) : entries_(share(from.entries_)), ended_(from.ended_) {}

Clock::Clock(Clock&& from) noexcept
    : entries_(std::exchange(from.entries_, nullptr)), ended_(std::exchange(from.ended_, 0)) {}

Clock& Clock::operator=(Clock from) noexcept {
  std::swap(entries_, from.entries_);
  std::swap(ended_, from.ended_);
  return *this;
}

void Clock::clear() {
  become(nullptr);
  ended_ = 0;
}

// Takes over a use of them.
void Clock::become(Entries* entries) {
  let_go(entries_);
  entries_ = entries;
}

void Clock::raise(std::uint64_t key, std::uint32_t value) {
  if (entries_ == nullptr) {
    entries_ = Entries::make(kFirstCapacity, kLarge);
  } else if (entries_->is_full()) {
    become(entries_->copy(2 * entries_->capacity));
  } else if (entries_->users != 1) {
    become(entries_->copy(entries_->capacity));
  }
  entries_->raise(key, value);
}

std::uint32_t Clock::value(std::uint64_t key) const {
  if (entries_ == nullptr) return 0;
  const Entries::Entry& entry = entries_->slot(key);
  return entry.key == 0 ? 0 : entry.value;
}

void Clock::join(const Clock& other) {
  if (ended_ < other.ended_) ended_ = other.ended_;
  if (other.entries_ == nullptr || entries_ == other.entries_) return;
  if (entries_ == nullptr) return become(share(other.entries_));
  if (entries_ == last_join.one && other.entries_ == last_join.other)
    return become(share(last_join.both));
  const Join join{share(entries_), share(other.entries_), nullptr};
  join_entries(other);
  let_go(last_join.one);
  let_go(last_join.other);
  let_go(last_join.both);
  last_join = {join.one, join.other, share(entries_)};
  if (entries_->count > entries_->large) forget_ended();
}

void Clock::join_entries(const Clock& other) {
  if (entries_->knows_all_of(*other.entries_)) return;
  if (other.entries_->knows_all_of(*entries_)) return become(share(other.entries_));
  other.entries_->for_each([this](std::uint64_t key, std::uint32_t value) { raise(key, value); });
}

void Clock::forget_ended() {
  ended_ = EndedBlocks::count();
  Entries* const rest = Entries::make(entries_->capacity, kLarge);
  entries_->for_each([&](std::uint64_t key, std::uint32_t value) {
    const bool ended = EndedBlocks::is_among_first(ended_, static_cast<std::uint32_t>(key >> 11));
    if (!ended) rest->raise(key, value);
  });
  rest->large = rest->count + kLarge;
  become(rest);
}

}  // namespace larder::inline v1::check
