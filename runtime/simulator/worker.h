// The data of an OS thread that runs blocks, kept with all its stacks for its next launch.
#ifndef LARDER_SIMULATOR_WORKER_H
#define LARDER_SIMULATOR_WORKER_H

#include <optional>

#include "runtime/simulator/arithmetic.h"
#include "runtime/simulator/block.h"
#include "runtime/simulator/fiber_pool.h"
#include "runtime/simulator/signal_stack.h"

namespace larder::inline v1::simulator {

class Worker {
 public:
  Worker();

  FiberPool pool;
  Block block{pool};

 private:
  std::optional<SignalStack> signal_stack_;
};

/// The Worker of the calling OS thread, whose arithmetic is a GPU's, while this lives. It is kept
/// until the thread ends or this library is unloaded. After that, and for launches inside of a
/// launch, it is one for this launch alone: destructors of static and thread_local objects may
/// launch kernels.
class BorrowedWorker {
 public:
  /// Throws std::bad_alloc.
  BorrowedWorker();
  ~BorrowedWorker();
  BorrowedWorker(const BorrowedWorker&) = delete;
  BorrowedWorker& operator=(const BorrowedWorker&) = delete;

  FiberPool& pool() { return worker_->pool; }
  Block& block() { return worker_->block; }

 private:
  Worker* const worker_;
  GpuArithmetic arithmetic_;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_WORKER_H
