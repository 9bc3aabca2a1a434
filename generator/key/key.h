// What code a kernel is, as 128 bits.
//
//   key ::= BLAKE2b-128( schema, flags, salts, symbol, { what, text, resolution } of each part,
//                        sorted; the last two as digests )
//
// The order of declarations, their places and their files do not enter; their tokens do, and what
// the names in them mean. Places enter only where the device compiler is asked to keep them.
#ifndef LARDER_GENERATOR_KEY_KEY_H
#define LARDER_GENERATOR_KEY_KEY_H

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/model.h"

namespace larder::generate {

/// Changes whenever the same code would get another key for a reason of ours.
inline constexpr int kKeySchema = 3;

[[nodiscard]] Digest digest_of(std::string_view text);
[[nodiscard]] std::string hex(const Digest& digest);

/// A part as it enters keys.
struct PartDigest {
  Digest text{};        ///< of its tokens, and of their places where images hold them
  Digest resolution{};  ///< of what its names mean
  auto operator<=>(const PartDigest&) const = default;
};

/// One for each of the view's parts.
[[nodiscard]] std::vector<PartDigest> digest_parts(const View& view);

/// What all keys of a build depend on besides the code.
struct KeyContext {
  std::vector<std::string> flags;  ///< of the device compiler: those that change the code it makes
  std::vector<std::string> floating_point_flags;  ///< only code that computes with such numbers
  std::string salt;                               ///< the build's own; empty: none
};

/// A kernel's key in the pass that `view` saw; `parts` are digest_parts(view).
[[nodiscard]] Digest key_of(const Kernel& kernel, const View& view,
                            std::span<const PartDigest> parts, const KeyContext& context);

/// What a key was made of, for people and for `larder diff`.
struct KeyPart {
  std::string what;
  Location where;
  PartDigest digest;
};

/// A kernel with its keys: one for all architectures where their passes saw the same code.
struct KeyedKernel {
  Kernel kernel;  ///< as the first view that has it saw it
  std::vector<KernelKey> keys;
  std::vector<KeyPart> parts;  ///< of all views, each different one once
};

/// The kernels of all `views`, which are device passes, with the keys that they have in each: those
/// of the first view, then what only later ones have.
[[nodiscard]] std::vector<KeyedKernel> key_kernels(std::span<const View> views,
                                                   const KeyContext& context);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_KEY_KEY_H
