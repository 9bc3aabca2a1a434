// Runs a kernel's blocks with a warp as a vector, where the kernel, the machine and the launch
// allow it.
#ifndef LARDER_SIMULATOR_VECTORS_H
#define LARDER_SIMULATOR_VECTORS_H

#include <larder/cuda/types.h>
#include <larder/detail/registry.h>
#include <larder/detail/vectors.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace larder::inline v1::simulator {

using RunVectors = int (*)(detail::VectorBlock*);

/// Whether `word`, a value of LARDER_CPU, asks for vectors: "vectors", or "vectors-v3" and
/// "vectors-v4" for those of an instruction set.
bool is_vectors(std::string_view word);

/// The function for this machine and such blocks; null if threads must run in another way. `word`
/// is the value of LARDER_CPU, or empty.
RunVectors vector_function(const detail::KernelRecord& kernel, dim3 block, std::string_view word);

/// Why a function of `code` failed; `result` is what it returned.
std::string vectors_text(int result, const detail::VectorCode& code,
                         const detail::VectorBlock& block, dim3 shape);

/// threadIdx of all threads of a block, as VectorBlock has it.
class ThreadIndexes {
 public:
  /// Those of a block of this shape.
  const std::uint32_t* of(dim3 shape);

 private:
  dim3 shape_{0, 0, 0};
  std::unique_ptr<std::uint32_t[]> words_;
};

/// Memory for what the warps of a block keep across barriers; grows to the largest that was needed.
class WarpFrames {
 public:
  void* of(std::size_t bytes);

 private:
  struct Free {
    void operator()(void* memory) const;
  };
  std::unique_ptr<void, Free> memory_;
  std::size_t bytes_ = 0;
};

}  // namespace larder::inline v1::simulator

#endif  // LARDER_SIMULATOR_VECTORS_H
