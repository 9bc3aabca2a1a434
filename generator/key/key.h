// What code a kernel is, as 128 bits.
//
//   key ::= BLAKE2b-128( schema, device flags, symbol, { what, digest } of each part, sorted )
//
// The order of declarations, their places and their files do not enter; their tokens do.
#ifndef LARDER_GENERATOR_KEY_KEY_H
#define LARDER_GENERATOR_KEY_KEY_H

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/model.h"

namespace larder::generate {

/// Changes whenever the same code would get another key for a reason of ours.
inline constexpr int kKeySchema = 1;

[[nodiscard]] Digest digest_of(std::string_view text);
[[nodiscard]] std::string hex(const Digest& digest);

/// A kernel's key in the pass that `view` saw. `device_flags`: those given to nvcc beyond the
/// include path and the architecture, which change the code it makes.
[[nodiscard]] Digest key_of(const Kernel& kernel, const View& view,
                            std::span<const std::string> device_flags);

/// A kernel with its keys: one for all architectures where their passes saw the same code.
struct KeyedKernel {
  Kernel kernel;  ///< its parts are into the first view
  std::vector<KernelKey> keys;
};

/// The kernels of the first view, with the keys that they have in each of `views`, all of which
/// are device passes.
[[nodiscard]] std::vector<KeyedKernel> key_kernels(std::span<const View> views,
                                                   std::span<const std::string> device_flags);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_KEY_KEY_H
