// Caches that were built apart, joined: other kernels, or the same for other architectures.
#ifndef LARDER_STORE_MERGE_H
#define LARDER_STORE_MERGE_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/encode.h"

namespace larder::inline v1::store {

/// What a file holds.
struct NamedContents {
  std::string file;  ///< for messages
  format::CacheInput contents;
};

/// All kernels and images of all inputs; encode() makes the same bytes of it in whatever order the
/// inputs are. Texts of producer and toolchain that differ are joined, sorted, with "; "; of the
/// places where a kernel was found, the first in alphabetical order stays. kInvalidArgument,
/// naming kernel, key, target and both files, where two inputs have different images for one key
/// and target, say different things of the same image, or mean different kernels by one key.
[[nodiscard]] Result<format::CacheInput> merge_contents(std::vector<NamedContents> inputs);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_MERGE_H
