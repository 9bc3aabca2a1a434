// Shadow memory: what was done with each word of memory in the launch that runs, and which of its
// bytes were ever written. Pages of it are made when they are needed, up to a limit.
//
// Nothing here is locked: one OS thread runs kernels at a time (runtime/simulator/checks.h).
#ifndef LARDER_CHECK_SHADOW_H
#define LARDER_CHECK_SHADOW_H

#include <cstddef>
#include <cstdint>

#include "runtime/check/access.h"

namespace larder::inline v1::check {

inline constexpr unsigned kFewAccesses = 4;
inline constexpr unsigned kMostAccesses = 12;

/// The rest of the accesses of a word that has more than a few.
struct MoreAccesses {
  KeptAccess list[kMostAccesses - kFewAccesses];
};

/// One word.
struct Cell {
  KeptAccess few[kFewAccesses];
  std::uint16_t launch;     ///< or, in shared memory, the block: that of the accesses
  std::uint8_t count;       ///< of them
  std::uint8_t written;     ///< a bit for each byte
  std::uint32_t more : 23;  ///< the number of its MoreAccesses; 0: none
  std::uint32_t past : 1;   ///< Past has more accesses to it
  /// In shared memory, the bytes that belong to an object.
  std::uint32_t inside : 8;
};
static_assert(sizeof(Cell) == 5 * kWordBytes);

/// The MoreAccesses of all cells.
class AccessPool {
 public:
  [[nodiscard]] MoreAccesses& at(unsigned number) const {
    return chunks_[number / kChunk][number % kChunk];
  }
  /// One of a cell's.
  [[nodiscard]] KeptAccess& access(Cell& cell, unsigned i) const {
    return i < kFewAccesses ? cell.few[i] : at(cell.more).list[i - kFewAccesses];
  }
  /// 0: there are none left.
  unsigned take();
  void give_back(unsigned number);

 private:
  static constexpr unsigned kChunk = 4096;
  static constexpr unsigned kChunks = (1u << 23) / kChunk;

  bool add_chunk();

  MoreAccesses* chunks_[kChunks] = {};
  unsigned used_ = 1;
  unsigned free_ = 0;  // a list, through the first access
};

struct Buffer;

inline constexpr std::size_t kPageBytes = 4096;

struct Page {
  static constexpr std::size_t kCells = kPageBytes / kWordBytes;

  Address base;    ///< of the memory that it is about
  Buffer* buffer;  ///< in which the last access was; null: none yet
  Cell* cells;     ///< kCells of them

  /// That of the word at `address`, which is in the page.
  [[nodiscard]] Cell& cell(Address address) const {
    return cells[address % kPageBytes / kWordBytes];
  }
};

/// Pages by address.
class PageTable {
 public:
  explicit PageTable(std::size_t most_bytes)
      : most_pages_(most_bytes / (Page::kCells * sizeof(Cell))) {}

  [[nodiscard]] Page* find(Address address) const {
    const Address base = address & ~Address{kPageBytes - 1};
    Page* const recent = recent_[base / kPageBytes % kRecent];
    return recent != nullptr && recent->base == base ? recent : look_up(base);
  }
  /// A new page; null if the limit is reached.
  Page* make(Address address);
  void remove(Address address, AccessPool& pool);
  /// Calls use(page) for each.
  template <class Use>
  void for_each(Use use) const {
    for (std::size_t i = 0; i < capacity_; ++i) {
      if (slots_[i] != nullptr) use(*slots_[i]);
    }
  }

 private:
  Page* look_up(Address base) const;
  [[nodiscard]] std::size_t slot_of(Address base) const;
  void grow();

  const std::size_t most_pages_;
  Page** slots_ = nullptr;
  std::size_t capacity_ = 0;  // a power of two
  std::size_t count_ = 0;
  static constexpr std::size_t kRecent = 64;
  mutable Page* recent_[kRecent] = {};
};

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_SHADOW_H
