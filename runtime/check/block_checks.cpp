#include "runtime/check/block_checks.h"

#include <cstdlib>
#include <cstring>

#include "runtime/check/memory_pages.h"

namespace larder::inline v1::simulator {

using check::Address;
using check::Cell;
using check::kWordBytes;
using check::Meeting;

BlockChecks::~BlockChecks() {
  delete[] threads;
  for (Meeting* const warp : meetings_) delete[] warp;
  std::free(objects_);
  std::free(cells);
}

void BlockChecks::begin(std::uint32_t of_launch, std::uint32_t block, uint3 at, unsigned count,
                        Bytes shared) {
  make_room(count, shared.count);
  if (launch == of_launch) check::EndedBlocks::add(number);
  launch = of_launch;
  shared_start = reinterpret_cast<Address>(shared.start);
  number = block;
  index = at;
  thread_count = count;
  object_count_ = 0;
  moments.clear();
  arrived_early = false;
  if (++generation == 0) forget_cells();
  for (unsigned i = 0; i < 2; ++i) at_barrier[i].clear();
  for (unsigned i = 0; i < count; ++i) {
    check::Thread& thread = threads[i];
    thread.block = this;
    thread.number = i;
    thread.barrier = 0;
    thread.arrived = false;
    std::memset(thread.seen, 0, sizeof thread.seen);
    thread.set_time();
    thread.clear();
    thread.last_read = 0;
    thread.last_left = {};
    std::memset(thread.updated, 0, sizeof thread.updated);
  }
}

void BlockChecks::make_room(unsigned count, std::size_t bytes) {
  if (count > thread_room_) {
    delete[] threads;
    threads = new check::Thread[count]();
    thread_room_ = count;
  }
  if (cells != nullptr) return;  // all blocks have as much shared memory
  shared_bytes = bytes;
  cells = static_cast<Cell*>(check::zeroed(bytes / kWordBytes * sizeof(Cell)));
}

// Numbers of blocks begin anew: none of the cells may look like one of this block's.
void BlockChecks::forget_cells() {
  for (std::size_t i = 0; i < shared_bytes / kWordBytes; ++i) cells[i].launch = 0;
  generation = 1;
}

void BlockChecks::refresh(Cell& cell) const {
  cell.launch = generation;
  cell.count = 0;
  cell.written = 0;
  cell.inside = 0;
}

void BlockChecks::add_shared(const SharedObject& object) {
  if (object_count_ == object_room_) {
    object_room_ = object_room_ == 0 ? 16 : 2 * object_room_;
    auto* const larger =
        static_cast<SharedObject*>(check::zeroed(object_room_ * sizeof(SharedObject)));
    if (object_count_ != 0) std::memcpy(larger, objects_, object_count_ * sizeof(SharedObject));
    std::free(objects_);
    objects_ = larger;
  }
  objects_[object_count_++] = object;
  const auto start = reinterpret_cast<Address>(object.bytes.start);
  const Address end = start + object.bytes.count;
  for (Address word = start & ~Address{kWordBytes - 1}; word < end; word += kWordBytes) {
    unsigned inside = 0xff;
    if (word < start) inside &= 0xffu << (start - word);
    if (end - word < kWordBytes) inside &= 0xffu >> (kWordBytes - (end - word));
    Cell& found = cell(word);
    found.inside |= inside & 0xffu;
  }
}

const SharedObject* BlockChecks::object_at(Address address) const {
  const SharedObject* nearest = nullptr;
  for (unsigned i = 0; i < object_count_; ++i) {
    const void* const start = objects_[i].bytes.start;
    if (reinterpret_cast<Address>(start) > address) continue;
    if (nearest == nullptr || start > nearest->bytes.start) nearest = &objects_[i];
  }
  return nearest;
}

Meeting& BlockChecks::meeting(unsigned warp, unsigned at) {
  if (meetings_[warp] == nullptr) meetings_[warp] = new Meeting[kMeetings]();
  return meetings_[warp][at];
}

}  // namespace larder::inline v1::simulator
