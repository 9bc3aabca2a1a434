// POCL, which runs kernels in OpenCL on the CPU.
#ifndef LARDER_TESTS_BENCH_CPU_OPENCL_H
#define LARDER_TESTS_BENCH_CPU_OPENCL_H

#include <functional>
#include <memory>

#include "tests/bench/cpu/opencl_call.h"

namespace larder::bench {

class Opencl {
 public:
  /// Null, with a note why, where there is no POCL.
  static std::unique_ptr<Opencl> open();

  Opencl() = default;
  Opencl(const Opencl&) = delete;
  Opencl& operator=(const Opencl&) = delete;
  virtual ~Opencl() = default;

  struct Launch {
    std::function<void()> run;    ///< and wait
    std::function<void()> fetch;  ///< so that the host sees what was written
  };
  /// Throws std::runtime_error where OpenCL refuses. The call's memory must outlive the launch.
  [[nodiscard]] virtual Launch prepare(const OpenclCall& call) = 0;
};

}  // namespace larder::bench

#endif  // LARDER_TESTS_BENCH_CPU_OPENCL_H
