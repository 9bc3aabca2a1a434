// A program with kernels, as larder-generate would emit it, and a cache for it on disk.
#ifndef LARDER_TESTS_UNIT_DEVICE_PROGRAM_H
#define LARDER_TESTS_UNIT_DEVICE_PROGRAM_H

#include <larder/larder.h>

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "larder/detail/registry.h"
#include "runtime/format/encode.h"
#include "tests/support/environment.h"
#include "tests/support/folder.h"
#include "tests/support/sample_cache.h"

namespace larder::tests {

// Kernels of the program. `shared` and `poly` show arguments of several types.
LARDER_KERNEL void scale(float* values, float factor, int count);
LARDER_KERNEL void poly(const double* in, double* out, short power, char sign, long count);
LARDER_KERNEL void nothing();
LARDER_KERNEL void weigh(float* values);  ///< adds `offset` and multiplies by `weights`
LARDER_KERNEL_CUDA_ONLY void gpu_only(int* value);
LARDER_KERNEL void halve(float* values);
/// A function that no module registers.
void unregistered(int value);

extern float weights[4];  ///< __constant__
extern int offset;        ///< __device__
extern int lone[3];       ///< __device__, in no image
extern int unknown_variable;

/// Which kernels a program registers while this object lives.
class Program {
 public:
  /// With or without the CUDA-only kernel.
  explicit Program(bool with_gpu_only = false);

 private:
  detail::Module module_;
};

/// The program built again with one more kernel, `halve`, while this object lives.
class OneMoreKernel {
 public:
  OneMoreKernel();

 private:
  detail::Module module_;
};

/// Key of a kernel: all bytes equal, 1 for scale, 2 poly, 3 nothing, 4 weigh, 5 gpu_only, 6 halve.
[[nodiscard]] format::Key key_of(int kernel);

/// A cache in a folder of its own, named by LARDER_CACHE while this object lives.
class DiskCache {
 public:
  /// Every kernel in one image for each target, as text for the stand-in for libcuda.
  explicit DiskCache(const std::vector<format::Target>& targets, bool with_gpu_only = true);
  /// Any content.
  explicit DiskCache(const format::CacheInput& input);
  /// Any bytes.
  explicit DiskCache(const format::EncodedCache& encoded);
  DiskCache(const DiskCache&) = delete;
  DiskCache& operator=(const DiskCache&) = delete;

  [[nodiscard]] const std::string& index() const { return index_; }
  [[nodiscard]] const std::string& folder() const { return folder_.path(); }
  [[nodiscard]] std::string data() const { return index_ + "-data"; }
  /// Inverts the byte at `offset`; negative: from the end.
  static void damage(const std::string& file, long offset);
  /// Cuts a file to `size` bytes.
  static void truncate(const std::string& file, std::size_t size);

 private:
  tests::Folder folder_;
  std::string index_;
  std::optional<ScopedVariable> variable_;
};

/// The content of the first constructor of DiskCache.
[[nodiscard]] format::CacheInput cache_input(const std::vector<format::Target>& targets,
                                             bool with_gpu_only = true);

/// A device under the policy, whatever LARDER_DEVICE the tests were started with.
[[nodiscard]] Device open_device(Policy policy = Policy::kPreferGpu);

}  // namespace larder::tests

#endif  // LARDER_TESTS_UNIT_DEVICE_PROGRAM_H
