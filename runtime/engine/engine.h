// The interface of a Device's backend. There are two implementations, cpu_engine.h and
// gpu_engine.h.
#ifndef LARDER_ENGINE_ENGINE_H
#define LARDER_ENGINE_ENGINE_H

#include <cstddef>
#include <string>

#include "larder/detail/device_state.h"
#include "larder/detail/registry.h"
#include "larder/status.h"
#include "runtime/kernels/registry.h"

namespace larder::inline v1::engine {

/// Thread safety: every call may come from any thread at any time. Streams are CUDA's; null is
/// the default stream. Sizes are in bytes and not 0.
class Engine {
 public:
  virtual ~Engine() = default;

  [[nodiscard]] virtual Result<void*> allocate(std::size_t bytes) = 0;
  virtual void release(void* memory) noexcept = 0;

  /// On the default stream, `from` has been read when it returns.
  virtual Status upload(void* to, const void* from, std::size_t bytes, void* stream) = 0;
  /// On the default stream, `to` has been written when it returns.
  virtual Status download(void* to, const void* from, std::size_t bytes, void* stream) = 0;
  virtual Status copy(void* to, const void* from, std::size_t bytes, void* stream) = 0;
  /// `count` values of `value_bytes` each; `value` has been read when it returns.
  virtual Status fill(void* to, const void* value, std::size_t value_bytes, std::size_t count,
                      void* stream) = 0;

  virtual Status launch(const detail::Launch& launch) = 0;

  virtual Status write_variable(const detail::VariableRecord& variable, const void* from) = 0;
  virtual Status read_variable(const detail::VariableRecord& variable, void* to) = 0;

  [[nodiscard]] virtual Result<void*> create_stream() = 0;
  virtual void destroy_stream(void* stream) noexcept = 0;
  virtual Status synchronize(void* stream) = 0;
  /// All streams.
  virtual Status synchronize() = 0;

  /// The registry that knows its kernels; see registry_identity().
  [[nodiscard]] const void* registry() const { return registry_; }

 private:
  const void* registry_ = kernels::registry_identity();
};

/// The failure of launching a function that is not a kernel, or an unknown one.
[[nodiscard]] Status unknown_kernel(const void* address);
/// The failure of launching a function that two kernels share.
[[nodiscard]] Status ambiguous_kernel(const kernels::FoundKernel& found);
/// The failure of using a kernel or variable of this copy of Larder on an engine of another copy.
[[nodiscard]] Status other_copy(const std::string& what);

}  // namespace larder::inline v1::engine

#endif  // LARDER_ENGINE_ENGINE_H
