// Replaces one file in one step. For a cache's two files see write_cache (cache.h).
#ifndef LARDER_STORE_WRITE_H
#define LARDER_STORE_WRITE_H

#include <string>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

/// Writes a temporary file in the same folder, syncs it, and renames it to `path`. Replaces an
/// existing file; a symbolic link itself is replaced, never its target. On failure
/// the old file is there, or the new one if only the folder could not be synced, and no
/// temporary file stays.
[[nodiscard]] Status write_file(const std::string& path, format::Bytes bytes,
                                FileSystem& files = posix_file_system());

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_WRITE_H
