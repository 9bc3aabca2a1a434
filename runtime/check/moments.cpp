#include "runtime/check/moments.h"

#include <cstring>

#include "runtime/check/memory_pages.h"
#include "runtime/check/places.h"

namespace larder::inline v1::check {
namespace {

constexpr std::uint32_t kFirstRoom = 1024;
constexpr std::uint32_t kMostRoom = 1u << 28;

bool equal(const Moment& one, const Moment& other) {
  return one.place == other.place && one.block == other.block && one.time == other.time;
}

template <class T>
T* mapped(std::size_t count) {
  return static_cast<T*>(map_pages(count * sizeof(T)));
}

template <class T>
void unmap(T* pages, std::size_t count) {
  if (pages != nullptr) unmap_pages(pages, count * sizeof(T));
}

}  // namespace

Moments::~Moments() {
  unmap(list_, room_);
  unmap(slots_, 2 * std::size_t{room_});
}

std::uint32_t& Moments::slot_of(const Moment& moment) const {
  const std::uint64_t key = moment.time ^ (std::uint64_t{moment.place} << 32 | moment.block);
  const std::size_t last = 2 * std::size_t{room_} - 1;
  for (std::size_t at = (key * 0x9e3779b97f4a7c15u) >> 32;; ++at) {
    std::uint32_t& slot = slots_[at & last];
    if (slot == 0 || equal(list_[slot], moment)) return slot;
  }
}

std::uint32_t Moments::find(Recent& recent, const void* pc, std::uint32_t block,
                            std::uint64_t time) {
  if (count_ + 1 >= room_ && !grow()) return 0;
  const Moment moment{place_of(pc), block, time};
  std::uint32_t& slot = slot_of(moment);
  if (slot == 0) {
    list_[++count_] = moment;
    slot = count_;
  }
  recent = {pc, time, block, slot};
  return slot;
}

bool Moments::grow() {
  const std::uint32_t room = room_ == 0 ? kFirstRoom : 2 * room_;
  if (room > kMostRoom) return false;
  auto* const list = mapped<Moment>(room);
  auto* const slots = mapped<std::uint32_t>(2 * std::size_t{room});
  if (list == nullptr || slots == nullptr) {
    unmap(list, room);
    unmap(slots, 2 * std::size_t{room});
    return false;
  }
  if (list_ != nullptr) std::memcpy(list, list_, (count_ + std::size_t{1}) * sizeof(Moment));
  unmap(list_, room_);
  unmap(slots_, 2 * std::size_t{room_});
  list_ = list;
  slots_ = slots;
  room_ = room;
  for (std::uint32_t i = 1; i <= count_; ++i) slot_of(list_[i]) = i;
  return true;
}

void Moments::clear() {
  if (count_ == 0) return;
  count_ = 0;
  std::memset(slots_, 0, 2 * std::size_t{room_} * sizeof(std::uint32_t));
  std::memset(recent_, 0, sizeof recent_);
}

}  // namespace larder::inline v1::check
