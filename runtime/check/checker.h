// Checks the accesses of kernels to memory as they happen.
#ifndef LARDER_CHECK_CHECKER_H
#define LARDER_CHECK_CHECKER_H

#include <larder/simulator.h>

#include <cstddef>
#include <mutex>

#include "runtime/check/access.h"
#include "runtime/check/block_checks.h"
#include "runtime/check/buffers.h"
#include "runtime/check/findings.h"
#include "runtime/check/past.h"
#include "runtime/check/places.h"
#include "runtime/check/race.h"
#include "runtime/check/same_values.h"
#include "runtime/check/shadow.h"
#include "runtime/check/streams.h"
#include "runtime/check/synchronisation.h"
#include "runtime/simulator/block.h"

namespace larder::inline v1::check {

/// The CUDA thread that this OS thread runs; null outside kernels, and while the simulator works.
extern __thread Thread* running;
/// The variables of the OS thread that belong to the program: threadIdx is one of them.
extern __thread Address own_variables;
extern __thread std::size_t own_variable_bytes;

/// What kernels have freed last: until others push it out, its use is known as one after its end.
struct FreedHeap {
  static constexpr unsigned kMost = 1024;
  Address starts[kMost] = {};
  unsigned next = 0;
};

/// How an operation uses memory.
struct Use {
  bool read;
  bool write;
  bool atomic;
  bool is_volatile = false;
};

class Checker {
 public:
  /// Never destroyed: other objects' destructors may free device memory.
  static Checker& instance() { return *only; }
  static void make();

  // For the thread that runs. `pc` is where the call that tells of it returns to.
  LARDER_INLINE void check_shared(Thread& thread, Address at, std::size_t bytes, Use use,
                                  const void* pc) {
    if (!check_shared_quickly(thread, at, bytes, use, pc)) {
      check_shared_words(thread, at, bytes, use, pc);
    }
  }
  LARDER_INLINE void check_global(Thread& thread, Address at, std::size_t bytes, Use use,
                                  const void* pc) {
    if (!check_global_quickly(thread, at, bytes, use, pc)) {
      check_global_words(thread, at, bytes, use, pc);
    }
  }
  /// The thread that ran has done all that it told of.
  void decide_doubtful() {
    if (doubtful_.count != 0) report_doubtful();
  }
  void report_misaligned(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);

  /// `array` is its type, `index` what was asked for.
  void report_index(Thread& thread, const char* array, const std::string& index, const void* pc);

  // Memory.
  void* allocate(std::size_t bytes) { return buffers_.allocate(bytes); }
  bool release(void* memory);
  void share_with_host(Address start, std::size_t bytes);
  void forget_shared_with_host(Address start) { buffers_.remove(BufferKind::kHost, start); }
  /// Of malloc() in a kernel; null if there is none left.
  void* allocate_heap(std::size_t bytes);
  /// False if that has not given it, or it was freed before.
  bool release_heap(Address start);
  void report_wrong_free(Thread& thread, Address at, const void* pc);
  void write(Address to, std::size_t bytes);
  void write_by_host(Address to, std::size_t bytes);
  void copy(Address to, Address from, std::size_t bytes);
  /// Compares it with what other streams did there.
  void use_in_stream(Address start, std::size_t bytes, StreamUse use);

  // Launches.
  void begin_launch(const simulator::GridLaunch& launch);
  /// All accesses so far happened before all that follow.
  void begin_phase();
  void end_launch(const char* failure);
  [[nodiscard]] std::uint32_t launches() const { return launches_; }
  void write_counts() { findings_.write_counts(launches_); }

  LeftKnowledge left;
  StreamOrder streams;
  std::recursive_mutex mutex;  ///< of launches and calls about memory

 private:
  explicit Checker(std::size_t most_shadow_bytes) : pages_(most_shadow_bytes) {}

  static Checker* only;

  bool check_shared_quickly(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  bool check_global_quickly(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  void check_shared_words(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  void check_global_words(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  /// Its moment is 0 if there is no room for more.
  static KeptAccess access_of(Moments& moments, const Thread& thread, unsigned bytes, Use use,
                              const void* pc);
  Cell* global_cell(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  /// Before an access to a cell of global memory.
  LARDER_INLINE void enter_cell(Cell& cell, KeptAccess access, Thread& thread, Address word) {
    if (several_streams_) check_streams(cell, moments_.access(access), thread, word);
    if (cell.launch == launch_tag_) return;
    cell.launch = launch_tag_;
    cell.count = 0;
  }
  void note_launch();
  void check_streams(Cell& cell, const Access& access, Thread& thread, Address word);
  void keep_past(Cell& cell, Address word);
  void check_past(Cell& cell, const Access& access, Thread& thread, Address word);
  void check_word_of_copy(const PastCopy& copy, Cell& cell, Address word);
  void check_copied(const PastCopy& copy, const PastAccess& past, Address word);
  void check_copies(const PastCopy& copy, const PastCopy& past);
  LARDER_INLINE void check_cell(Cell& cell, const Moments& moments, KeptAccess access,
                                Thread& thread, Address word) {
    if (!check_word_quickly(cell, moments, access, thread)) {
      check_races(cell, moments, access, thread, word);
    }
  }
  void doubt(const Access& now, const Access& earlier, const Thread& thread, Address word);
  void report_doubtful();
  void check_races(Cell& cell, const Moments& moments, KeptAccess access, Thread& thread,
                   Address word);
  void check_written(Cell& cell, unsigned mask, std::size_t bytes, Thread& thread, Address word,
                     Use use, const void* pc);
  Page* page_at(Address at, const Buffer& buffer);
  void note_written(Address to, std::size_t bytes);
  void mark_written(Address from, Address to);
  void make_pages(Address at, std::size_t bytes, const Buffer& buffer);
  static bool copied_there(const Buffer& buffer, Address at);
  bool is_written(const Buffer& buffer, Address at) const;

  void report_race(const Access& now, const Access& earlier, const Thread& thread, Address word);
  void report_outside(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc,
                      const Buffer* buffer);
  /// Of an address in no buffer.
  void report_nowhere(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  void report_unwritten(Thread& thread, Address word, unsigned mask, Use use, const void* pc);
  void report_incomplete();
  void report(FindingKind kind, Thread& thread, Use use, const void* pc, std::string memory,
              std::string advice);
  std::optional<std::size_t> add(FindingKind kind, Place one, Place other) {
    return findings_.add(kind, launch_->kernel->address, one, other);
  }
  Shown shown(const Access& access) const;
  static Shown shown(const Access& access, dim3 grid, dim3 block);
  Finding finding(FindingKind kind, std::string memory, std::vector<Shown> accesses,
                  std::string advice) const;
  void tell_later();
  std::string memory_text(const Thread& thread, Address at, std::size_t bytes) const;
  std::string buffer_text(const Buffer& buffer, Address at, std::size_t bytes) const;
  std::string allocation_text(Address at) const;

  PageTable pages_;
  AccessPool pool_;
  Moments moments_;  ///< of accesses to global memory
  Buffers buffers_;
  Findings findings_;
  /// Reads of unwritten memory, until it is known whether they race with writes.
  struct Later {
    std::size_t number;
    Finding finding;
  };
  std::vector<Later> later_;
  FreedHeap freed_heap_;
  DoubtfulRaces doubtful_;
  Past past_;
  bool several_streams_ = false;
  const simulator::GridLaunch* launch_ = nullptr;
  std::uint32_t launches_ = 0;
  std::uint16_t launch_tag_ = 0;  // of its present phase's accesses in cells
};

LARDER_INLINE std::uint64_t use_bits(Use use) {
  const std::uint64_t bits = use.write ? AccessBits::kWrite : 0;
  if (!use.atomic) return bits;
  const bool in_block = simulator::atomic_use.scope == simulator::Scope::kBlock;
  return bits | AccessBits::kAtomic | (use.is_volatile ? AccessBits::kVolatile : 0) |
         (in_block ? AccessBits::kInBlock : 0);
}

LARDER_INLINE KeptAccess Checker::access_of(Moments& moments, const Thread& thread, unsigned bytes,
                                            Use use, const void* pc) {
  const std::uint32_t block = thread.block->number;
  const std::uint32_t moment = moments.number(pc, block, thread.time & ~AccessBits::kThread);
  return {{KeptAccess::origin(thread.number, moment, block) | use_bits(use) |
           std::uint64_t{bytes} << AccessBits::kBytesAt}};
}

// False if the access is not in one word, or if it may be a mistake.
LARDER_INLINE bool Checker::check_shared_quickly(Thread& thread, Address at, std::size_t bytes,
                                                 Use use, const void* pc) {
  const simulator::BlockChecks& block = *thread.block;
  if (at % kWordBytes + bytes > kWordBytes) return false;
  const unsigned mask = ((1u << bytes) - 1) << at % kWordBytes;
  Cell& cell = block.cells[(at - block.shared_start) / kWordBytes];
  if (cell.launch != block.generation || (mask & ~cell.inside) != 0) return false;
  if (use.read && (mask & ~cell.written) != 0) return false;
  cell.written |= use.write ? mask & 0xffu : 0;
  thread.block->forget_before_barrier(cell, thread);
  Moments& moments = thread.block->moments;
  const KeptAccess access = access_of(moments, thread, mask, use, pc);
  if (access.moment() == 0) return false;
  check_cell(cell, moments, access, thread, at & ~Address{kWordBytes - 1});
  return true;
}

LARDER_INLINE bool Checker::check_global_quickly(Thread& thread, Address at, std::size_t bytes,
                                                 Use use, const void* pc) {
  if (at % kWordBytes + bytes > kWordBytes) return false;
  Page* const page = pages_.find(at);
  if (page == nullptr || page->buffer == nullptr || !page->buffer->contains(at, bytes))
    return false;
  const unsigned mask = ((1u << bytes) - 1) << at % kWordBytes;
  Cell& cell = page->cell(at);
  if (use.read && (mask & ~cell.written) != 0) return false;
  cell.written |= use.write ? mask & 0xffu : 0;
  const KeptAccess access = access_of(moments_, thread, mask, use, pc);
  if (access.moment() == 0) return false;
  const Address word = at & ~Address{kWordBytes - 1};
  enter_cell(cell, access, thread, word);
  check_cell(cell, moments_, access, thread, word);
  return true;
}

/// An operation of a kernel on memory. `pc` is where the call that tells of it returns to.
LARDER_INLINE void check(const volatile void* memory, std::size_t bytes, Use use, const void* pc) {
  Thread* const thread = running;
  const auto at = reinterpret_cast<Address>(memory);
  if (thread == nullptr) {
    if (use.write && at - device_space < device_space_bytes) {
      Checker::instance().write_by_host(at, bytes);
    }
    return;
  }
  if (at - thread->stack_low < thread->stack_bytes) return;  // local memory
  if (at - thread->block->shared_start < thread->block->shared_bytes) {
    return Checker::instance().check_shared(*thread, at, bytes, use, pc);
  }
  if (at - own_variables < own_variable_bytes) return;
  Checker::instance().check_global(*thread, at, bytes, use, pc);
}

/// The same for an access whose address the compiler takes for aligned, as far as its type is.
LARDER_INLINE void check_aligned(const volatile void* memory, std::size_t bytes, Use use,
                                 const void* pc) {
  constexpr std::size_t kMostAlignment = 8;
  const std::size_t alignment = bytes < kMostAlignment ? bytes : kMostAlignment;
  const auto at = reinterpret_cast<Address>(memory);
  if (running != nullptr && at % alignment != 0) {
    Checker::instance().report_misaligned(*running, at, bytes, use, pc);
  }
  check(memory, bytes, use, pc);
}

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_CHECKER_H
