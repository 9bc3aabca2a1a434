#include "runtime/store/write.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <filesystem>

#include "runtime/store/cache.h"

namespace larder::store {
namespace {

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// A name in the same folder that no other process or thread uses.
std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  return fmt::format("{}.{}-{}.tmp", path, ::getpid(), counter.fetch_add(1));
}

// A temporary file that is gone when this is, unless it was renamed.
class Temporary {
 public:
  Temporary(const std::string& path, FileSystem& files)
      : path_(path), name_(temporary_name(path)), files_(files) {}
  ~Temporary() {
    // Best effort: the error that led here is the one the caller wants to see.
    if (!renamed_) static_cast<void>(files_.remove(name_));
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;

  Status create(format::Bytes bytes) { return files_.create(name_, bytes); }
  Status rename() {
    Status status = files_.rename(name_, path_);
    if (status.ok()) status = files_.sync_folder(folder_of(path_));
    renamed_ = status.ok();
    return status;
  }

 private:
  std::string path_;
  std::string name_;
  FileSystem& files_;
  bool renamed_ = false;
};

}  // namespace

Status write_cache(const std::string& path, const format::EncodedCache& encoded,
                   FileSystem& files) {
  Temporary data(data_path(path), files);
  Temporary index(path, files);
  if (Status status = data.create(encoded.data); !status.ok()) return status;
  if (Status status = index.create(encoded.index); !status.ok()) return status;
  // Each rename is synced before the next: after a power loss the index is never the newer one.
  if (Status status = data.rename(); !status.ok()) return status;
  return index.rename();
}

Status write_file(const std::string& path, format::Bytes bytes, FileSystem& files) {
  Temporary file(path, files);
  if (Status status = file.create(bytes); !status.ok()) return status;
  return file.rename();
}

}  // namespace larder::store
