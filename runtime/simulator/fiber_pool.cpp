#include "runtime/simulator/fiber_pool.h"

#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>

#include "runtime/simulator/sanitizers.h"

namespace larder::simulator {
namespace {

constexpr std::size_t kFibersPerSlab = 32;
constexpr std::size_t kDefaultStackKib = 256;
constexpr std::size_t kLeastStackKib = 16;
constexpr std::size_t kMostStackKib = 64 * 1024;

// Each guard page costs the process two of its mappings, of which Linux allows about 65000.
// Beyond this many, stacks have none.
constexpr std::size_t kMostGuards = 16 * 1024;
std::atomic<std::size_t> guards{0};

std::size_t page_bytes() {
  static const auto bytes = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  return bytes;
}

bool guard(char* page) {
  if (guards.fetch_add(1, std::memory_order_relaxed) < kMostGuards &&
      mprotect(page, page_bytes(), PROT_NONE) == 0) {
    return true;
  }
  guards.fetch_sub(1, std::memory_order_relaxed);
  return false;
}

// Stacks that all began at the same place of a page would fight for the same few cache lines: the
// frames of a kernel that waits are the only part of each stack in use.
std::size_t top_offset(std::size_t number) { return number * 7 % 56 * 64; }

}  // namespace

std::size_t fiber_stack_bytes() {
  const char* const text = std::getenv("LARDER_STACK_KIB");
  const std::size_t wanted = text != nullptr ? std::strtoul(text, nullptr, 10) : 0;
  const std::size_t kib =
      wanted == 0 ? kDefaultStackKib : std::clamp(wanted, kLeastStackKib, kMostStackKib);
  const std::size_t page = page_bytes();
  return (kib * 1024 + page - 1) / page * page;
}

FiberPool::~FiberPool() {
  for (const auto& fiber : fibers_) discard(*fiber);
  for (const Slab& slab : slabs_) {
    munmap(slab.memory, slab.bytes);
    guards.fetch_sub(slab.guards, std::memory_order_relaxed);
  }
}

bool FiberPool::add_slab() {
  const std::size_t stack = fiber_stack_bytes();
  const std::size_t stride = stack + page_bytes();
  Slab slab{mmap(nullptr, stride * kFibersPerSlab, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0),
            stride * kFibersPerSlab, 0};
  if (slab.memory == MAP_FAILED) return false;
  for (std::size_t i = kFibersPerSlab; i-- > 0;) {
    char* const low = static_cast<char*>(slab.memory) + i * stride;
    if (guard(low)) ++slab.guards;
    auto fiber = std::make_unique<Fiber>();
    fiber->stack_low = low + page_bytes();
    fiber->stack_bytes = stack - top_offset(fibers_.size());
    fiber->next = free_;
    free_ = fiber.get();
    fibers_.push_back(std::move(fiber));
  }
  slabs_.push_back(slab);
  return true;
}

LARDER_UNWATCHED Fiber* FiberPool::take(FiberEntry entry) {
  if (free_ == nullptr && !add_slab()) return nullptr;
  Fiber* const fiber = free_;
  free_ = fiber->next;
  if (fiber->context == nullptr) prepare(*fiber, entry);
  return fiber;
}

LARDER_UNWATCHED void FiberPool::give(Fiber& fiber) {
  fiber.next = free_;
  free_ = &fiber;
}

void FiberPool::prepare_all(std::size_t count, FiberEntry entry) {
  while (fibers_.size() < count && add_slab()) {
  }
  for (const auto& fiber : fibers_) {
    if (fiber->context == nullptr) prepare(*fiber, entry);
  }
}

void FiberPool::abandon_all() {
  free_ = nullptr;
  for (const auto& fiber : fibers_) {
    discard(*fiber);
    give(*fiber);
  }
}

}  // namespace larder::simulator
