// Runs a kernel's CPU variant without a generator: these tests write what it would emit.
#ifndef LARDER_TESTS_UNIT_SIMULATOR_RUN_KERNEL_H
#define LARDER_TESTS_UNIT_SIMULATOR_RUN_KERNEL_H

#include <larder/detail/registry.h>
#include <larder/kernel.h>

#include "runtime/simulator/executor.h"

namespace larder::inline v1::simulator {

struct Shape {
  dim3 grid;
  dim3 block;
  std::size_t dynamic_shared_bytes = 0;
};

template <auto Kernel>
detail::KernelRecord record_of() {
  return {"k", "_Z1kv", "k.cpp:1", nullptr, &detail::Entry<Kernel>::run, nullptr, 0, 0};
}

/// Runs Kernel(arguments...), whose types must be the parameters' own.
template <auto Kernel, class... Arguments>
Status run_kernel(const Shape& shape, Arguments... arguments) {
  void* const pointers[] = {static_cast<void*>(&arguments)..., nullptr};
  return run_grid(record_of<Kernel>(), shape.grid, shape.block, shape.dynamic_shared_bytes,
                  pointers);
}

}  // namespace larder::inline v1::simulator

#endif  // LARDER_TESTS_UNIT_SIMULATOR_RUN_KERNEL_H
