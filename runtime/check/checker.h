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
#include "runtime/check/places.h"
#include "runtime/check/race.h"
#include "runtime/check/shadow.h"
#include "runtime/check/synchronisation.h"
#include "runtime/simulator/block.h"

namespace larder::inline v1::check {

/// The CUDA thread that this OS thread runs; null outside kernels, and while the simulator works.
extern __thread Thread* running;
/// The variables of the OS thread that belong to the program: threadIdx is one of them.
extern __thread Address own_variables;
extern __thread std::size_t own_variable_bytes;

/// How an operation uses memory.
struct Use {
  bool read;
  bool write;
  bool atomic;
};

class Checker {
 public:
  static Checker& instance();

  // For the thread that runs. `pc` is where the call that tells of it returns to.
  void check_shared(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  void check_global(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  void report_misaligned(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);

  // Memory.
  void* allocate(std::size_t bytes) { return buffers_.allocate(bytes); }
  bool release(void* memory);
  void share_with_host(Address start, std::size_t bytes);
  void forget_shared_with_host(Address start) { buffers_.remove_host(start); }
  void write(Address to, std::size_t bytes);
  void copy(Address to, Address from, std::size_t bytes);

  // Launches.
  void begin_launch(const simulator::GridLaunch& launch);
  void end_launch(const char* failure);
  void write_counts() { findings_.write_counts(launches_); }

  LeftKnowledge left;
  std::recursive_mutex mutex;  ///< of launches and calls about memory

 private:
  explicit Checker(std::size_t most_shadow_bytes) : pages_(most_shadow_bytes) {}

  Access access_of(const Thread& thread, unsigned bytes, Use use, const void* pc) const;
  Cell* global_cell(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc);
  void check_cell(Cell& cell, const Access& access, Thread& thread, Address word);
  void check_written(Cell& cell, unsigned mask, std::size_t bytes, Thread& thread, Address word,
                     Use use, const void* pc);
  Page* page_at(Address at, const Buffer& buffer);
  void mark_written(Address from, Address to);
  void make_pages(Address at, std::size_t bytes, const Buffer& buffer);
  static bool copied_there(const Buffer& buffer, Address at);
  bool is_written(const Buffer& buffer, Address at) const;

  void report_race(const Access& now, const Access& earlier, const Thread& thread, Address word);
  void report_outside(Thread& thread, Address at, std::size_t bytes, Use use, const void* pc,
                      const Buffer* buffer);
  void report(FindingKind kind, Thread& thread, Use use, const void* pc, std::string memory,
              std::string advice);
  std::optional<std::size_t> add(FindingKind kind, Place one, Place other) {
    return findings_.add(kind, launch_->kernel, one, other);
  }
  Shown shown(const Access& access) const;
  Finding finding(FindingKind kind, std::string memory, std::vector<Shown> accesses,
                  std::string advice) const;
  void tell_later();
  std::string memory_text(const Thread& thread, Address at, std::size_t bytes) const;
  std::string buffer_text(const Buffer& buffer, Address at, std::size_t bytes) const;

  PageTable pages_;
  AccessPool pool_;
  Buffers buffers_;
  Findings findings_;
  /// Reads of unwritten memory, until it is known whether they race with writes.
  struct Later {
    std::size_t number;
    Finding finding;
  };
  std::vector<Later> later_;
  const simulator::GridLaunch* launch_ = nullptr;
  std::uint32_t launches_ = 0;
  std::uint16_t launch_tag_ = 0;  // of its accesses in cells
};

/// An operation of a kernel on memory. `pc` is where the call that tells of it returns to.
inline void check(const volatile void* memory, std::size_t bytes, Use use, const void* pc) {
  Thread* const thread = running;
  if (thread == nullptr) return;
  const auto at = reinterpret_cast<Address>(memory);
  if (at - thread->stack_low < thread->stack_bytes) return;  // local memory
  if (at - thread->block->shared_start < thread->block->shared_bytes) {
    return Checker::instance().check_shared(*thread, at, bytes, use, pc);
  }
  if (at - own_variables < own_variable_bytes) return;
  Checker::instance().check_global(*thread, at, bytes, use, pc);
}

}  // namespace larder::inline v1::check

#endif  // LARDER_CHECK_CHECKER_H
