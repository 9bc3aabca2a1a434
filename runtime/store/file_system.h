// The few things the store asks of the operating system, so that tests can answer instead.
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
  std::uint64_t piece = 0;  ///< of what is told the system, a byte brings so many, a power of two
  /// At which offset a page should begin, by the file's first bytes; null: where the file does.
  std::uint64_t (*origin)(format::Bytes first) = nullptr;
};

/// One file of a folder.
struct FileInfo {
  std::string name;  ///< without the folder
  std::uint64_t bytes = 0;
  std::int64_t used = 0;  ///< when it was last used: nanoseconds since 1970
};

/// Held as long as it lives. The system drops it when the process ends, however it ends.
using Lock = std::shared_ptr<const void>;

/// Thread safety: every call may come from any thread.
class FileSystem {
 public:
  virtual ~FileSystem() = default;
  /// A regular file's bytes, as they are now; of a large one, as they are when they are looked at,
  /// so that no such file may be changed in place meanwhile. kNotFound where no file is there, kIo
  /// where it can't be read.
  [[nodiscard]] virtual Result<Mapping> map(const std::string& path) = 0;
  /// The same of a file that may be changed in place at any time. A large one is not read yet.
  [[nodiscard]] virtual Result<PagedFile> open(const std::string& path, const Paging& /*paging*/) {
    const Result<Mapping> whole = map(path);
    if (!whole.ok()) return whole.status();
    return PagedFile(whole->bytes, whole->owner);
  }
  /// Makes a file that must not be there yet, and returns when its bytes are on the disk.
  [[nodiscard]] virtual Status create(const std::string& path, format::Bytes bytes) = 0;
  /// The same, of a file that nobody but this user can read. One that could not be written whole
  /// is gone again.
  [[nodiscard]] virtual Status create_secret(const std::string& path, format::Bytes bytes) = 0;
  /// Replaces `to`, if it is there, in one step; both are in the same folder.
  [[nodiscard]] virtual Status rename(const std::string& from, const std::string& to) = 0;
  /// Returns when the folder's names (what create and rename did) are on the disk.
  [[nodiscard]] virtual Status sync_folder(const std::string& path) = 0;
  /// Removes a file; one that is not there is no error.
  [[nodiscard]] virtual Status remove(const std::string& path) = 0;
  /// The regular files of a folder, in no order. kNotFound where there is no folder.
  [[nodiscard]] virtual Result<std::vector<FileInfo>> list(const std::string& folder) = 0;
  /// The names of a folder's folders, without links to such, in no order. kNotFound where there is
  /// no folder.
  [[nodiscard]] virtual Result<std::vector<std::string>> folders(const std::string& folder) = 0;
  /// Sets the time of a file's last use.
  [[nodiscard]] virtual Status set_used(const std::string& path, std::int64_t nanoseconds) = 0;
  /// Makes a folder, and those that lead to it, where they are missing; new ones are for this user
  /// alone.
  [[nodiscard]] virtual Status make_folder(const std::string& path) = 0;
  /// Makes one folder where it is missing, as mkdir does. kNotFound where the one it is to lie in
  /// is not there.
  [[nodiscard]] virtual Status create_folder(const std::string& path) = 0;
  /// Removes a folder that is empty; kIo where it is not.
  [[nodiscard]] virtual Status remove_folder(const std::string& path) = 0;
  /// Whether nobody but this user, root and their groups can change what lies in the folder: it and
  /// those that lead to it belong to one of the two, and are writable neither by everybody nor by a
  /// group but the process's effective one (often the user's own) or, above the folder, root's.
  /// kUnsupported, naming the folder that is, otherwise.
  [[nodiscard]] virtual Status check_private(const std::string& folder) = 0;
  /// The same of a folder that may also be root's, or belong to the owner and the group of `file`,
  /// which is believed already: who can change the folders that lead to both could replace it too.
  [[nodiscard]] virtual Status check_trusted_beside(const std::string& folder,
                                                    const std::string& file) = 0;
  /// Waits for a lock that one holder has at a time, by means of a file at `path`. kUnavailable
  /// when the time is up; kIo where the file system knows no locks.
  [[nodiscard]] virtual Result<Lock> lock(const std::string& path,
                                          std::chrono::milliseconds timeout) = 0;
};

/// The real one. Static storage.
[[nodiscard]] FileSystem& posix_file_system();

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_FILE_SYSTEM_H
