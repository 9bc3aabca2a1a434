// The manifest: what larder-pack, and people, need to know of a source's kernels. JSON:
//
//   schema, producer, source   which format, who wrote it, of what
//   cuda                       the CUDA variant's file, beside the manifest
//   whole                      why nvcc must read the source itself, not the CUDA variant; only
//   where
//                              it must
//   flags                      of the device compiler, relative to the build's root
//   key_flags                  those of the device compiler that the keys cover
//   salt                       of all keys; only where there is one
//   kernels[]                  name, symbol, location, keys[] {compute_capability, key}, salt (only
//                              where it has one), template_arguments[], parameters[] {name, type,
//                              size, alignment, offset}, shared_bytes, dynamic_shared,
//                              launch_bounds {max_threads, min_blocks}, cuda_only, variables[]
//                              (symbols), parts[] {what, location, digest, resolution}
//   variables[]                name, symbol, size, alignment, constant, mutable
//
// A part's digest is that of its text, its resolution that of what the text's names mean. A
// template's declaration is a part for each of its instances. A mutable variable is one that host
// or device code may write.
// compute_capability 0: the key holds for every architecture. Sizes are in bytes.
#ifndef LARDER_GENERATOR_EMIT_MANIFEST_H
#define LARDER_GENERATOR_EMIT_MANIFEST_H

#include <span>
#include <string>
#include <vector>

#include "generator/key/key.h"
#include "generator/model/model.h"

namespace larder::generate {

inline constexpr int kManifestSchema = 1;

struct ManifestInput {
  std::span<const View> views;  ///< the device passes
  std::span<const KeyedKernel> kernels;
  std::string source;     ///< path, relative to the build's root
  std::string cuda_name;  ///< file name of the CUDA variant
  std::vector<std::string> flags;
  KeyContext key_context;
};

[[nodiscard]] std::string manifest(const ManifestInput& input);

}  // namespace larder::generate

#endif  // LARDER_GENERATOR_EMIT_MANIFEST_H
