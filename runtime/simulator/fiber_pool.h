// The fibers of one OS thread: made when first needed, kept until the OS thread ends.
#ifndef LARDER_SIMULATOR_FIBER_POOL_H
#define LARDER_SIMULATOR_FIBER_POOL_H

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "runtime/simulator/fiber.h"

namespace larder::inline v1::simulator {

inline constexpr std::size_t kMinStackKib = 16;
inline constexpr std::size_t kMaxStackKib = std::size_t{64} * 1024;
inline constexpr std::size_t kDefaultStackKib = 256;
/// The number in LARDER_STACK_KIB; none if the value is invalid.
std::optional<std::size_t> parse_stack_kib(std::string_view text);

/// Bytes of a fiber's stack: LARDER_STACK_KIB from the environment, or kDefaultStackKib if that is
/// not set or invalid.
std::size_t fiber_stack_bytes();

/// The same for an existing fiber, without a system call: for signal handlers.
std::size_t stack_kib(const Fiber& fiber);

/// The size of the inaccessible guard below a fiber's stack; a process with very many fibers has
/// none. It equals the most local memory of a CUDA thread: no frame of a kernel that fits a GPU
/// reaches past the guard, into another fiber's stack.
inline constexpr std::size_t kGuardBytes = std::size_t{512} * 1024;

/// Not thread safe: belongs to one OS thread.
class FiberPool {
 public:
  FiberPool() = default;
  ~FiberPool();
  FiberPool(const FiberPool&) = delete;
  FiberPool& operator=(const FiberPool&) = delete;

  /// A free fiber, ready to switch to; null if memory for stacks is exhausted.
  Fiber* take(FiberEntry entry);
  /// Gives back a fiber that may be continued where it is.
  void give(Fiber& fiber);
  /// Makes fibers until `count` are free, and prepares these. If memory does not suffice, take()
  /// will fail.
  void prepare_all(std::size_t count, FiberEntry entry);
  /// Takes all fibers back, in any state; none of them is continued.
  void abandon_all();
  /// Frees the memory of most fibers, if all are free and there are very many.
  void trim();

 private:
  static constexpr std::size_t kFibersPerSlab = 32;

  struct Slab {
    char* memory;
    std::size_t stack;   // bytes that can be accessed
    std::size_t stride;  // from one stack to the next; a guard lies between them
    std::size_t guards;

    std::size_t bytes() const { return stride * kFibersPerSlab; }
    char* low(std::size_t number) const { return memory + (number + 1) * stride - stack; }
  };

  std::size_t free_count() const;
  void free_slab(const Slab& slab);
  static bool open(Slab& slab);
  bool add_slab();
  bool add_slab_or_throw();
  void tell_valgrind(const Fiber& fiber);

  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::vector<Slab> slabs_;
  std::vector<unsigned> valgrind_stacks_;  // Valgrind's numbers for the stacks
  Fiber* free_ = nullptr;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_FIBER_POOL_H
