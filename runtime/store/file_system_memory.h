// A disk in memory, for a program's store if there is no other.
#ifndef LARDER_STORE_FILE_SYSTEM_MEMORY_H
#define LARDER_STORE_FILE_SYSTEM_MEMORY_H

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

/// Folders exist as soon as they are named, and are listed while they hold a file. Waiting for a
/// lock that is held always fails.
class MemoryFileSystem : public FileSystem {
 public:
  Result<Mapping> map(const std::string& path) override;
  Status create(const std::string& path, format::Bytes bytes) override;
  Status create_secret(const std::string& path, format::Bytes bytes) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status sync_folder(const std::string& path) override;
  Status remove(const std::string& path) override;
  Result<std::vector<FileInfo>> list(const std::string& folder) override;
  Result<std::vector<std::string>> folders(const std::string& folder) override;
  Status set_used(const std::string& path, std::int64_t nanoseconds) override;
  Status make_folder(const std::string& path) override;
  Status create_folder(const std::string& path) override;
  Status remove_folder(const std::string& path) override;
  Status check_private(const std::string& folder) override;
  Status check_trusted_beside(const std::string& folder, const std::string& file) override;
  Result<Lock> lock(const std::string& path, std::chrono::milliseconds timeout) override;

  /// The content, by path. Only while no other thread uses this.
  std::map<std::string, std::vector<std::byte>> files;
  std::map<std::string, std::int64_t> used;

 private:
  std::mutex mutex_;
  std::map<std::string, std::weak_ptr<const void>> locks_;
};

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_FILE_SYSTEM_MEMORY_H
