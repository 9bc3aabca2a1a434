// The few things the store asks of the operating system, so that tests can answer instead.
#ifndef LARDER_STORE_FILE_SYSTEM_H
#define LARDER_STORE_FILE_SYSTEM_H

#include <memory>
#include <string>

#include "larder/status.h"
#include "runtime/format/bytes.h"

namespace larder::store {

/// A file's bytes, read-only, for as long as any copy of this lives.
struct Mapping {
  format::Bytes bytes;
  std::shared_ptr<const void> owner;
};

/// Thread safety: every call may come from any thread.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// A regular file's bytes. kNotFound where no file is there, kIo where it can't be read.
  [[nodiscard]] virtual Result<Mapping> map(const std::string& path) = 0;
  /// Makes a file that must not be there yet, and returns when its bytes are on the disk.
  [[nodiscard]] virtual Status create(const std::string& path, format::Bytes bytes) = 0;
  /// Replaces `to`, if it is there, in one step; both are in the same folder.
  [[nodiscard]] virtual Status rename(const std::string& from, const std::string& to) = 0;
  /// Returns when the folder's names (what create and rename did) are on the disk.
  [[nodiscard]] virtual Status sync_folder(const std::string& path) = 0;
  /// Removes a file; one that is not there is no error.
  [[nodiscard]] virtual Status remove(const std::string& path) = 0;
};

/// The real one. Static storage.
[[nodiscard]] FileSystem& posix_file_system();

}  // namespace larder::store

#endif  // LARDER_STORE_FILE_SYSTEM_H
