#include "runtime/store/temporary.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>

#include "runtime/compose.h"

namespace larder::inline v1::store {
namespace {

std::string folder_of(const std::string& path) {
  const std::string folder = std::filesystem::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

}  // namespace

// The time distinguishes processes with the same number on two machines that share a folder.
std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> counter{0};
  static const auto start = std::chrono::system_clock::now().time_since_epoch().count();
  return compose("{}.{:x}-{}-{}{}", path, start, ::getpid(), counter.fetch_add(1),
                 kTemporarySuffix);
}

Temporary::Temporary(const std::string& path, FileSystem& files)
    : path_(path), name_(temporary_name(path)), files_(files) {}

Temporary::~Temporary() {
  // Best effort: the caller needs the error that led here.
  if (!renamed_) static_cast<void>(files_.remove(name_));
}

Status Temporary::create(format::Bytes bytes) { return files_.create(name_, bytes); }

Status Temporary::rename() {
  Status status = files_.rename(name_, path_);
  renamed_ = status.ok();
  return status.ok() ? files_.sync_folder(folder_of(path_)) : status;
}

}  // namespace larder::inline v1::store
