// A file that is written under a temporary name and then renamed in one step.
#ifndef LARDER_STORE_TEMPORARY_H
#define LARDER_STORE_TEMPORARY_H

#include <string>

#include "larder/status.h"
#include "runtime/store/file_system.h"

namespace larder::inline v1::store {

/// The suffix of temporary names. Files that a killed process left have such names.
inline constexpr const char* kTemporarySuffix = ".tmp";

/// `path` with an ending that no other process or thread uses, here or on a machine that shares the
/// folder.
[[nodiscard]] std::string temporary_name(const std::string& path);

/// A file beside `path`, with a name that no other process or thread uses. The destructor removes
/// it, unless it was renamed.
class Temporary {
 public:
  Temporary(const std::string& path, FileSystem& files);
  ~Temporary();
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  [[nodiscard]] const std::string& name() const { return name_; }
  /// Returns when the bytes are on the disk.
  [[nodiscard]] Status create(format::Bytes bytes);
  /// Renames it to `path`, and replaces an existing file; returns when that is on the disk.
  [[nodiscard]] Status rename();

 private:
  std::string path_;
  std::string name_;
  FileSystem& files_;
  bool renamed_ = false;
};

}  // namespace larder::inline v1::store

#endif  // LARDER_STORE_TEMPORARY_H
