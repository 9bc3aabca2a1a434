// The fibers of one OS thread: made when first needed, kept until the OS thread ends.
#ifndef LARDER_SIMULATOR_FIBER_POOL_H
#define LARDER_SIMULATOR_FIBER_POOL_H

#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/simulator/fiber.h"

namespace larder::simulator {

/// Bytes of a fiber's stack: LARDER_STACK_KIB from the environment, 256 KiB where it is not set.
std::size_t fiber_stack_bytes();

/// Not thread safe: belongs to one OS thread.
class FiberPool {
 public:
  FiberPool() = default;
  ~FiberPool();
  FiberPool(const FiberPool&) = delete;
  FiberPool& operator=(const FiberPool&) = delete;

  /// A free fiber, ready to switch to; null when memory for stacks is used up.
  Fiber* take(FiberEntry entry);
  /// Gives one back that may be continued where it is.
  void give(Fiber& fiber);
  /// Makes fibers until there are `count` in all, and prepares them all. Where memory does not
  /// suffice, take() will fail.
  void prepare_all(std::size_t count, FiberEntry entry);
  /// Takes all fibers back, whatever they were doing; none of them is continued.
  void abandon_all();

 private:
  struct Slab {
    void* memory;
    std::size_t bytes;
    std::size_t guards;  // stacks in it that end in a guard page
  };

  bool add_slab();

  std::vector<std::unique_ptr<Fiber>> fibers_;
  std::vector<Slab> slabs_;
  Fiber* free_ = nullptr;
};

}  // namespace larder::simulator

#endif  // LARDER_SIMULATOR_FIBER_POOL_H
