// The identity of a kernel's code, as 128 bits.
//
//   key ::= BLAKE2b-128( schema, flags, salts, symbol, { symbol, digest of its text } of each part,
//                        sorted )
//
// The parts are the LLVM IR of the kernel and of all that it reaches. The order of declarations,
// their places and their files do not count, unless the device compiler is told to keep them
// or code uses them.
#ifndef LARDER_GENERATOR_KEY_KEY_H
#define LARDER_GENERATOR_KEY_KEY_H

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/model/model.h"

namespace larder::generate {

/// Changes whenever a change in Larder gives the same code another key.
inline constexpr int kKeySchema = 4;

[[nodiscard]] Digest digest_of(std::string_view text);

/// The digest of each of the view's parts.
[[nodiscard]] std::vector<Digest> digest_parts(const View& view);

/// The inputs of all keys of a build besides the code.
struct KeyContext {
  std::vector<std::string> flags;  ///< of the device compiler: those that change the code it makes
  std::vector<std::string> floating_point_flags;  ///< only for code that computes with them
  std::string salt;                               ///< the build's own; empty: none
};

/// A kernel's key in the pass of `view`; `parts` are digest_parts(view).
[[nodiscard]] Digest key_of(const Kernel& kernel, const View& view, std::span<const Digest> parts,
                            const KeyContext& context);

/// A part of a key, for readers and for `larder diff`.
struct KeyPart {
  std::string what;
  Location where;
  Digest digest{};
};

/// A kernel with its keys: a single one if the passes of all architectures saw the same code.
struct KeyedKernel {
  Kernel kernel;  ///< as the first view that has it saw it
  std::vector<KernelKey> keys;
  std::vector<KeyPart> parts;  ///< of all views, each different one once
};

/// The kernels of all `views`, which are device passes, with their keys in each: those
/// of the first view, then those that only later views have.
[[nodiscard]] std::vector<KeyedKernel> key_kernels(std::span<const View> views,
                                                   const KeyContext& context);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_KEY_KEY_H
