// The few operating system calls of the store, as an interface, so that tests can replace them.
#ifndef LARDER_STORE_FILE_SYSTEM_H
#define LARDER_STORE_FILE_SYSTEM_H

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "larder/status.h"
#include "runtime/format/bytes.h"
#include "runtime/store/paged_file.h"

namespace larder::inline v1::store {

/// A file's bytes, read-only, for as long as any copy of this lives.
struct Mapping {
  format::Bytes bytes;
  std::shared_ptr<const void> owner;
};

/// How a large file is read.
struct Paging {
  std::uint64_t piece = 0;  ///< unit of read-ahead advice in bytes, a power of two
  /// An offset at which a page should begin, from the file's first bytes; null: the file's start.
  std::uint64_t (*origin)(format::Bytes first) = nullptr;
};

/// One file of a folder.
struct FileInfo {
  std::string name;  ///< without the folder
  std::uint64_t bytes = 0;
  std::int64_t used = 0;  ///< time of its last use: nanoseconds since 1970
};

/// Held as long as it lives. The system releases it when the process ends for any reason.
using Lock = std::shared_ptr<const void>;

/// Thread safety: every call may come from any thread.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// A regular file's bytes. Those of a small file are copied now; those of a large one are read
  /// when they are used, so it must not be changed in place meanwhile. kNotFound if there is no
  /// file, kIo if it can't be read.
  [[nodiscard]] virtual Result<Mapping> map(const std::string& path) = 0;
  /// The same for a file that may be changed in place at any time. A large one is not read yet.
  [[nodiscard]] virtual Result<PagedFile> open(const std::string& path, const Paging& /*paging*/) {
    const Result<Mapping> whole = map(path);
    if (!whole.ok()) return whole.status();
    return PagedFile(whole->bytes, whole->owner);
  }
  /// Makes a file that must not exist yet, and returns when its bytes are on the disk.
  [[nodiscard]] virtual Status create(const std::string& path, format::Bytes bytes) = 0;
  /// The same for a file that only this user can read. If it could not be written completely, it is
  /// removed again.
  [[nodiscard]] virtual Status create_secret(const std::string& path, format::Bytes bytes) = 0;
  /// Renames atomically, and replaces an existing `to`; both are in the same folder.
  [[nodiscard]] virtual Status rename(const std::string& from, const std::string& to) = 0;
  /// Returns when the folder's names (the results of create and rename) are on the disk.
  [[nodiscard]] virtual Status sync_folder(const std::string& path) = 0;
  /// Removes a file; a missing file is not an error.
  [[nodiscard]] virtual Status remove(const std::string& path) = 0;
  /// The regular files of a folder, in no order. kNotFound if there is no folder.
  [[nodiscard]] virtual Result<std::vector<FileInfo>> list(const std::string& folder) = 0;
  /// The names of a folder's subfolders, without links to folders, in no order. kNotFound if there
  /// is no folder.
  [[nodiscard]] virtual Result<std::vector<std::string>> folders(const std::string& folder) = 0;
  /// Sets the time of a file's last use.
  [[nodiscard]] virtual Status set_used(const std::string& path, std::int64_t nanoseconds) = 0;
  /// Makes a folder and its missing parents; only this user can access new ones.
  [[nodiscard]] virtual Status make_folder(const std::string& path) = 0;
  /// Makes one folder if it is missing, as mkdir does. kNotFound if its parent is missing.
  [[nodiscard]] virtual Status create_folder(const std::string& path) = 0;
  /// Removes an empty folder; kIo if it is not empty.
  [[nodiscard]] virtual Status remove_folder(const std::string& path) = 0;
  /// Whether only this user, root and their groups can change the folder's contents. The folder and
  /// its parents must belong to one of the two, and must not be writable by everybody or by a
  /// group other than the process's effective one (often the user's own) or, above the folder,
  /// root's. Otherwise kUnsupported, naming the writable folder.
  [[nodiscard]] virtual Status check_private(const std::string& folder) = 0;
  /// The same for a folder that may also be root's, or belong to the owner and the group of `file`,
  /// which is already trusted: anyone who can change the parents of both could replace it too.
  [[nodiscard]] virtual Status check_trusted_beside(const std::string& folder,
                                                    const std::string& file) = 0;
  /// Waits for a lock that one holder has at a time, by means of a file at `path`. kUnavailable
  /// after a timeout; kIo if the file system has no locks.
  [[nodiscard]] virtual Result<Lock> lock(const std::string& path,
                                          std::chrono::milliseconds timeout) = 0;
};

/// The real one. Static storage.
[[nodiscard]] FileSystem& posix_file_system();

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_FILE_SYSTEM_H
