#include "runtime/check/buffers.h"

#include <link.h>
#include <sys/mman.h>

#include <cstdlib>
#include <cstring>

#include "runtime/check/memory_pages.h"

namespace larder::inline v1::check {
namespace {

constexpr std::size_t kPage = 4096;
constexpr std::size_t kLeastGap = std::size_t{1} << 20;
constexpr std::size_t kMostGap = std::size_t{64} << 20;
constexpr std::size_t kAlignment = 256;  // cuMemAlloc's

std::size_t round_up(std::size_t bytes, std::size_t to) { return (bytes + to - 1) / to * to; }

std::size_t clamp(std::size_t bytes, std::size_t least, std::size_t most) {
  return bytes < least ? least : bytes > most ? most : bytes;
}

}  // namespace

Address device_space = 0;
std::size_t device_space_bytes = 0;

bool Buffers::reserve() {
  for (std::size_t bytes = std::size_t{1} << 44; bytes >= std::size_t{1} << 32; bytes /= 4) {
    void* const space =
        mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (space == MAP_FAILED) continue;
    next_ = device_space = reinterpret_cast<Address>(space);
    end_ = next_ + bytes;
    device_space_bytes = bytes;
    return true;
  }
  return false;
}

void* Buffers::allocate(std::size_t bytes) {
  if (end_ == 0 && !reserve()) return nullptr;
  const std::size_t gap = round_up(clamp(bytes, kLeastGap, kMostGap), kPage);
  const std::size_t room = gap + round_up(bytes, kPage) + gap;
  if (bytes > room || room > end_ - next_) return nullptr;
  auto* const low = reinterpret_cast<void*>(next_);  // NOLINT(performance-no-int-to-ptr)
  if (mprotect(low, room, PROT_READ | PROT_WRITE) != 0) return nullptr;
  // At the end of its pages, up to the alignment: what a wild write behind it hits is less then.
  const Address start = next_ + gap + (round_up(bytes, kPage) - round_up(bytes, kAlignment));
  add({next_, next_ + room, start, bytes, ++allocations_, BufferKind::kDevice, false, false, 0, 0});
  next_ += room;
  return reinterpret_cast<void*>(start);  // NOLINT(performance-no-int-to-ptr)
}

Buffer* Buffers::release(void* memory) {
  Buffer* const buffer = find_known(reinterpret_cast<Address>(memory));
  if (buffer == nullptr || buffer->start != reinterpret_cast<Address>(memory)) return nullptr;
  buffer->freed = true;
  // NOLINTNEXTLINE(performance-no-int-to-ptr)
  madvise(reinterpret_cast<void*>(buffer->low), buffer->high - buffer->low, MADV_DONTNEED);
  return buffer;
}

void Buffers::add(Buffer buffer) {
  if (count_ == capacity_) {
    capacity_ = capacity_ == 0 ? 64 : 2 * capacity_;
    auto** const larger = static_cast<Buffer**>(zeroed(capacity_ * sizeof(Buffer*)));
    if (count_ != 0) std::memcpy(larger, sorted_, count_ * sizeof(Buffer*));
    std::free(sorted_);
    sorted_ = larger;
  }
  auto* const kept = static_cast<Buffer*>(zeroed(sizeof(Buffer)));
  *kept = buffer;
  std::size_t at = count_++;
  for (; at > 0 && sorted_[at - 1]->low > kept->low; --at) sorted_[at] = sorted_[at - 1];
  sorted_[at] = kept;
}

// Pages may point to it: it stays, and contains nothing.
bool Buffers::remove(BufferKind kind, Address start) {
  for (std::size_t i = 0; i < count_; ++i) {
    Buffer& buffer = *sorted_[i];
    if (buffer.kind != kind || buffer.start != start) continue;
    buffer.bytes = 0;
    --count_;
    for (; i < count_; ++i) sorted_[i] = sorted_[i + 1];
    return true;
  }
  return false;
}

Buffer* Buffers::find_known(Address address) const {
  std::size_t low = 0;
  std::size_t high = count_;
  while (low < high) {
    const std::size_t middle = (low + high) / 2;
    if (sorted_[middle]->low <= address) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == 0 || address >= sorted_[low - 1]->high) return nullptr;
  return sorted_[low - 1];
}

Buffer* Buffers::find(Address address) {
  Buffer* const known = find_known(address);
  if (known != nullptr || !add_libraries()) return known;
  return find_known(address);
}

// Returns whether there were new ones.
bool Buffers::add_libraries() {
  struct Search {
    Buffers& buffers;
    unsigned long long before;
    unsigned long long now;
  } search{*this, libraries_, libraries_};
  const auto add_segments = [](dl_phdr_info* info, std::size_t, void* data) {
    auto& to = *static_cast<Search*>(data);
    to.now = info->dlpi_adds;
    if (to.now == to.before) return 1;
    for (unsigned i = 0; i < info->dlpi_phnum; ++i) {
      const ElfW(Phdr)& segment = info->dlpi_phdr[i];
      const Address start = info->dlpi_addr + segment.p_vaddr;
      if (segment.p_type != PT_LOAD || to.buffers.find_known(start) != nullptr) continue;
      to.buffers.add({start, start + segment.p_memsz, start, segment.p_memsz, 0,
                      BufferKind::kStatic, false, true, 0, 0});
    }
    return 0;
  };
  dl_iterate_phdr(add_segments, &search);
  libraries_ = search.now;
  return search.now != search.before;
}

}  // namespace larder::inline v1::check
