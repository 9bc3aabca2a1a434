// A disk in memory that notes every call and can fail a chosen one.
#ifndef LARDER_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H
#define LARDER_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H

#include <string>
#include <vector>

#include "runtime/store/file_system_memory.h"

namespace larder::tests {

class MemoryFileSystem : public store::MemoryFileSystem {
 public:
  std::vector<std::string> calls;  ///< "create /a/b", in order
  /// The call with this position in `calls` fails with kIo and does nothing; -1: none.
  int fail_at = -1;
  std::vector<std::string> kept;  ///< files that can't be removed

  Result<store::Mapping> map(const std::string& path) override;
  Status create(const std::string& path, format::Bytes bytes) override;
  Status create_secret(const std::string& path, format::Bytes bytes) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status sync_folder(const std::string& path) override;
  Status remove(const std::string& path) override;
  Result<std::vector<store::FileInfo>> list(const std::string& folder) override;
  Result<std::vector<std::string>> folders(const std::string& folder) override;
  Status set_used(const std::string& path, std::int64_t nanoseconds) override;
  Status make_folder(const std::string& path) override;
  Status create_folder(const std::string& path) override;
  Status remove_folder(const std::string& path) override;
  Status check_private(const std::string& folder) override;
  Status check_trusted_beside(const std::string& folder, const std::string& file) override;
  Result<store::Lock> lock(const std::string& path, std::chrono::milliseconds timeout) override;

 private:
  Status note(const std::string& call);
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H
