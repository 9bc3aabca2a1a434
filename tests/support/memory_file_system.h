// A disk in memory that notes every call and can fail a chosen one.
#ifndef LARDER_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H
#define LARDER_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runtime/store/file_system.h"

namespace larder::tests {

class MemoryFileSystem : public store::FileSystem {
 public:
  std::map<std::string, std::vector<std::byte>> files;
  std::vector<std::string> calls;  ///< "create /a/b", in order
  /// The call with this position in `calls` fails with kIo and does nothing; -1: none.
  int fail_at = -1;

  Result<store::Mapping> map(const std::string& path) override;
  Status create(const std::string& path, format::Bytes bytes) override;
  Status rename(const std::string& from, const std::string& to) override;
  Status sync_folder(const std::string& path) override;
  Status remove(const std::string& path) override;

 private:
  Status note(const std::string& call);
};

}  // namespace larder::tests

#endif  // LARDER_TESTS_SUPPORT_MEMORY_FILE_SYSTEM_H
