// Files of the real file system, opened and read.
#ifndef LARDER_STORE_FILE_POSIX_H
#define LARDER_STORE_FILE_POSIX_H

#include <unistd.h>

#include <cstdint>
#include <string>

#include "larder/status.h"
#include "runtime/store/file_system.h"
#include "runtime/store/paged_file.h"

namespace larder::inline v1::store {

/// "cannot open /a/b: Permission denied"; kNotFound if `error`, an errno, says that there is no
/// file, else kIo.
[[nodiscard]] Status failure(const std::string& what, const std::string& path, int error);

/// Owns a descriptor.
class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  [[nodiscard]] int get() const { return descriptor_; }
  [[nodiscard]] bool open() const { return descriptor_ >= 0; }

 private:
  int descriptor_;
};

/// FileSystem::map() and open().
[[nodiscard]] Result<Mapping> map_file(const std::string& path);
[[nodiscard]] Result<PagedFile> page_file(const std::string& path, const Paging& paging);

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_FILE_POSIX_H
