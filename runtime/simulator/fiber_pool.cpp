#include "runtime/simulator/fiber_pool.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <cstdlib>
#include <new>
#include <utility>

#include "runtime/environment.h"
#include "runtime/simulator/sanitizers.h"

// Without Valgrind its macros are a few instructions without effect; it has no library.
#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#define LARDER_WITH_VALGRIND 1
#endif

namespace larder::inline v1::simulator {
namespace {

// Each guard costs the process two of its mappings, of which Linux allows about 65000. Beyond this
// many, stacks have none.
constexpr std::size_t kMaxGuards = std::size_t{16} * 1024;
constexpr std::size_t kMaxMappings = 65000;
constexpr std::size_t kMappingsForOthers = std::size_t{16} * 1024;
std::atomic<std::size_t> guards{0};

// The number of lines in the system's list of mappings.
std::size_t present_mappings() {
  const int file = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  if (file < 0) return 0;
  std::size_t lines = 0;
  char text[std::size_t{16} * 1024];
  for (ssize_t size = 0; (size = read(file, text, sizeof text)) > 0;) {
    lines += static_cast<std::size_t>(std::count(text, text + size, '\n'));
  }
  close(file);
  return lines;
}

// Plug-ins may have their own copies of this library, which do not know of each other: so each
// takes, when it starts, at most half of the guards that the others have left.
std::size_t most_guards() {
  static const std::size_t most = [] {
    const std::size_t used = present_mappings() + kMappingsForOthers;
    return used >= kMaxMappings ? 0 : std::min(kMaxGuards, (kMaxMappings - used) / 4);
  }();
  return most;
}

std::size_t page_bytes() {
  static const auto bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return bytes;
}

void tell_valgrind_gone([[maybe_unused]] unsigned stack) {
#if defined(LARDER_WITH_VALGRIND)
  VALGRIND_STACK_DEREGISTER(stack);
#endif
}

// If all stacks began at the same offset of a page, they would compete for the same few cache
// lines: only the frames of a waiting kernel are in use on each stack.
std::size_t top_offset(std::size_t number) { return number * 7 % 56 * 64; }

}  // namespace

std::optional<std::size_t> parse_stack_kib(std::string_view text) {
  std::size_t kib = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), kib);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  return whole && kib >= kMinStackKib && kib <= kMaxStackKib ? std::optional(kib) : std::nullopt;
}

std::size_t fiber_stack_bytes() {
  const std::size_t kib =
      parse_stack_kib(environment("LARDER_STACK_KIB")).value_or(kDefaultStackKib);
  const std::size_t page = page_bytes();
  return (kib * 1024 + page - 1) / page * page;
}

FiberPool::~FiberPool() {
  for (const auto& fiber : fibers_) discard(*fiber);
  for (const unsigned stack : valgrind_stacks_) tell_valgrind_gone(stack);
  for (const Slab& slab : slabs_) free_slab(slab);
}

void FiberPool::free_slab(const Slab& slab) {
  munmap(slab.memory, slab.bytes());
  guards.fetch_sub(slab.guards, std::memory_order_relaxed);
}

std::size_t stack_kib(const Fiber& fiber) {
  constexpr std::size_t kMinPage = 4096;  // more than any offset of the top
  return (fiber.stack_bytes + kMinPage - 1) / kMinPage * kMinPage / 1024;
}

// Makes the stacks accessible and, if no more guards are available, all of the slab.
bool FiberPool::open(Slab& slab) {
  const std::size_t others = guards.fetch_add(kFibersPerSlab, std::memory_order_relaxed);
  bool guarded = others + kFibersPerSlab <= most_guards();
  for (std::size_t i = 0; guarded && i < kFibersPerSlab; ++i) {
    guarded = mprotect(slab.low(i), slab.stack, PROT_READ | PROT_WRITE) == 0;
  }
  slab.guards = guarded ? kFibersPerSlab : 0;
  if (guarded) return true;
  guards.fetch_sub(kFibersPerSlab, std::memory_order_relaxed);
  return mprotect(slab.memory, slab.bytes(), PROT_READ | PROT_WRITE) == 0;
}

bool FiberPool::add_slab() {
  try {
    return add_slab_or_throw();
  } catch (const std::bad_alloc&) {
    return false;
  }
}

bool FiberPool::add_slab_or_throw() {
  // Everything that may throw comes before the stacks exist.
  std::vector<std::unique_ptr<Fiber>> fibers(kFibersPerSlab);
  for (auto& fiber : fibers) fiber = std::make_unique<Fiber>();
  fibers_.reserve(fibers_.size() + kFibersPerSlab);
  slabs_.reserve(slabs_.size() + 1);
  valgrind_stacks_.reserve(valgrind_stacks_.size() + kFibersPerSlab);
  Slab slab{};
  slab.stack = fiber_stack_bytes();
  // An odd number of pages: otherwise the few pages in use, one of each stack, would compete for
  // the same entries of the TLB, and switches would be 25 % slower.
  slab.stride = (kGuardBytes + slab.stack) | page_bytes();
  // Inaccessible at first: a system that limits committed memory does not count guards.
  void* const memory = mmap(nullptr, slab.bytes(), PROT_NONE,
                            MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
  if (memory == MAP_FAILED) return false;
  slab.memory = static_cast<char*>(memory);
  if (!open(slab)) {
    munmap(memory, slab.bytes());
    return false;
  }
  for (std::size_t i = kFibersPerSlab; i-- > 0;) {
    auto& fiber = fibers[i];
    fiber->stack_low = slab.low(i);
    fiber->stack_bytes = slab.stack - top_offset(fibers_.size());
    tell_valgrind(*fiber);
    fiber->next = free_;
    free_ = fiber.get();
    fibers_.push_back(std::move(fiber));
  }
  slabs_.push_back(slab);
  return true;
}

// Otherwise Valgrind would interpret each switch as a stack that grows or shrinks by megabytes.
void FiberPool::tell_valgrind([[maybe_unused]] const Fiber& fiber) {
#if defined(LARDER_WITH_VALGRIND)
  const auto* const low = static_cast<const char*>(fiber.stack_low);
  valgrind_stacks_.push_back(VALGRIND_STACK_REGISTER(low, low + fiber.stack_bytes));
#endif
}

LARDER_NO_TSAN Fiber* FiberPool::take(FiberEntry entry) {
  if (free_ == nullptr && !add_slab()) return nullptr;
  Fiber* const fiber = free_;
  free_ = fiber->next;
  if (fiber->context == nullptr) prepare(*fiber, entry);
  return fiber;
}

LARDER_NO_TSAN void FiberPool::give(Fiber& fiber) {
  fiber.next = free_;
  free_ = &fiber;
}

void FiberPool::prepare_all(std::size_t count, FiberEntry entry) {
  while (free_count() < count && add_slab()) {
  }
  for (Fiber* fiber = free_; fiber != nullptr; fiber = fiber->next) {
    if (fiber->context == nullptr) prepare(*fiber, entry);
  }
}

std::size_t FiberPool::free_count() const {
  std::size_t count = 0;
  for (const Fiber* fiber = free_; fiber != nullptr; fiber = fiber->next) ++count;
  return count;
}

void FiberPool::trim() {
  constexpr std::size_t kMaxSlabs = 64;  // for two blocks of the largest size
  if (slabs_.size() <= kMaxSlabs) return;
  while (slabs_.size() > kMaxSlabs) {
    for (std::size_t i = 0; i < kFibersPerSlab; ++i) {
      discard(*fibers_.back());
      fibers_.pop_back();
      if (valgrind_stacks_.empty()) continue;
      tell_valgrind_gone(valgrind_stacks_.back());
      valgrind_stacks_.pop_back();
    }
    free_slab(slabs_.back());
    slabs_.pop_back();
  }
  free_ = nullptr;
  for (const auto& fiber : fibers_) give(*fiber);
}

void FiberPool::abandon_all() {
  free_ = nullptr;
  for (const auto& fiber : fibers_) {
    discard(*fiber);
    give(*fiber);
  }
}

}  // namespace larder::inline v1::simulator
