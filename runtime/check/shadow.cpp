#include "runtime/check/shadow.h"

#include <cstdlib>

#include "runtime/check/memory_pages.h"

namespace larder::inline v1::check {

unsigned AccessPool::take() {
  if (free_ != 0) {
    const unsigned number = free_;
    free_ = at(number).list[0].bits & 0x7fffffu;
    return number;
  }
  if ((used_ % kChunk == 0 || chunks_[0] == nullptr) && !add_chunk()) return 0;
  return used_++;
}

bool AccessPool::add_chunk() {
  const unsigned chunk = used_ / kChunk;
  if (chunk == kChunks) return false;
  chunks_[chunk] = static_cast<MoreAccesses*>(map_pages(kChunk * sizeof(MoreAccesses)));
  return chunks_[chunk] != nullptr;
}

void AccessPool::give_back(unsigned number) {
  at(number).list[0].bits = free_;
  free_ = number;
}

std::size_t PageTable::slot_of(Address base) const {
  std::size_t at = (base / kPageBytes * 0x9e3779b97f4a7c15u) >> 24;
  for (;; ++at) {
    at &= capacity_ - 1;
    if (slots_[at] == nullptr || slots_[at]->base == base) return at;
  }
}

Page* PageTable::look_up(Address base) const {
  if (count_ == 0) return nullptr;
  Page* const page = slots_[slot_of(base)];
  if (page != nullptr) recent_[base / kPageBytes % kRecent] = page;
  return page;
}

void PageTable::grow() {
  Page** const old = slots_;
  const std::size_t old_capacity = capacity_;
  capacity_ = capacity_ == 0 ? 1024 : 2 * capacity_;
  slots_ = static_cast<Page**>(zeroed(capacity_ * sizeof(Page*)));
  for (std::size_t i = 0; i < old_capacity; ++i) {
    if (old[i] != nullptr) slots_[slot_of(old[i]->base)] = old[i];
  }
  std::free(old);
}

Page* PageTable::make(Address address) {
  if (count_ == most_pages_) return nullptr;
  auto* const cells = static_cast<Cell*>(map_pages(Page::kCells * sizeof(Cell)));
  if (cells == nullptr) return nullptr;
  auto* const page = static_cast<Page*>(zeroed(sizeof(Page)));
  page->cells = cells;
  if (2 * (count_ + 1) > capacity_) grow();
  page->base = address & ~Address{kPageBytes - 1};
  slots_[slot_of(page->base)] = page;
  ++count_;
  return page;
}

void PageTable::remove(Address address, AccessPool& pool) {
  if (count_ == 0) return;
  std::size_t hole = slot_of(address & ~Address{kPageBytes - 1});
  Page* const page = slots_[hole];
  if (page == nullptr) return;
  for (std::size_t i = 0; i < Page::kCells; ++i) {
    if (page->cells[i].more != 0) pool.give_back(page->cells[i].more);
  }
  recent_[page->base / kPageBytes % kRecent] = nullptr;
  unmap_pages(page->cells, Page::kCells * sizeof(Cell));
  std::free(page);
  slots_[hole] = nullptr;
  --count_;
  // Those behind it, up to the next hole, may have wanted its slot.
  for (std::size_t at = hole + 1;; ++at) {
    at &= capacity_ - 1;
    Page* const moved = slots_[at];
    if (moved == nullptr) return;
    slots_[at] = nullptr;
    slots_[slot_of(moved->base)] = moved;
  }
}

}  // namespace larder::inline v1::check
