// Merges caches that were built separately: with other kernels, or the same for other
// architectures.
#ifndef LARDER_STORE_MERGE_H
#define LARDER_STORE_MERGE_H

#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/encode.h"

namespace larder::inline v1::store {

/// The contents of a file.
struct NamedContents {
  std::string file;  ///< for messages
  format::CacheInput contents;
};

/// All kernels and images of all inputs; encode() makes the same bytes from them for any order of
/// the inputs. Different texts of producer and toolchain are joined, sorted, with "; ". Of several
/// source places of a kernel, the first in alphabetical order stays. kInvalidArgument,
/// naming kernel, key, target and both files, if two inputs have different images for one key
/// and target, contradict each other about the same image, or have different kernels for one key.
[[nodiscard]] Result<format::CacheInput> merge_contents(std::vector<NamedContents> inputs);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_MERGE_H
