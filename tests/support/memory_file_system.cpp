#include "tests/support/memory_file_system.h"

#include <algorithm>

namespace larder::tests {
namespace {

Status told_to_fail(const std::string& call) {
  return {Code::kIo, "cannot " + call + ": told to fail"};
}

}  // namespace

Status MemoryFileSystem::note(const std::string& call) {
  calls.push_back(call);
  return static_cast<int>(calls.size()) - 1 == fail_at ? told_to_fail(call) : Status();
}

Status MemoryFileSystem::create(const std::string& path, format::Bytes bytes) {
  if (Status status = note("create " + path); !status.ok()) {
    // As on a full disk: the file is there, only half of it.
    const format::Bytes half = bytes.first(bytes.size() / 2);
    files[path].assign(half.begin(), half.end());
    return status;
  }
  return store::MemoryFileSystem::create(path, bytes);
}

Result<store::Mapping> MemoryFileSystem::map(const std::string& path) {
  if (Status status = note("map " + path); !status.ok()) return status;
  return store::MemoryFileSystem::map(path);
}

Status MemoryFileSystem::create_secret(const std::string& path, format::Bytes bytes) {
  if (Status status = note("create secret " + path); !status.ok()) return status;
  return store::MemoryFileSystem::create(path, bytes);
}

Status MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  if (Status status = note("rename " + to); !status.ok()) return status;
  return store::MemoryFileSystem::rename(from, to);
}

Status MemoryFileSystem::sync_folder(const std::string& path) {
  if (Status status = note("sync " + path); !status.ok()) return status;
  return store::MemoryFileSystem::sync_folder(path);
}

Status MemoryFileSystem::remove(const std::string& path) {
  if (Status status = note("remove " + path); !status.ok()) return status;
  if (std::ranges::find(kept, path) != kept.end()) return told_to_fail("remove " + path);
  return store::MemoryFileSystem::remove(path);
}

Result<std::vector<store::FileInfo>> MemoryFileSystem::list(const std::string& folder) {
  if (Status status = note("list " + folder); !status.ok()) return status;
  return store::MemoryFileSystem::list(folder);
}

Result<std::vector<std::string>> MemoryFileSystem::folders(const std::string& folder) {
  if (Status status = note("folders " + folder); !status.ok()) return status;
  return store::MemoryFileSystem::folders(folder);
}

Status MemoryFileSystem::set_used(const std::string& path, std::int64_t nanoseconds) {
  if (Status status = note("time " + path); !status.ok()) return status;
  return store::MemoryFileSystem::set_used(path, nanoseconds);
}

Status MemoryFileSystem::make_folder(const std::string& path) {
  if (Status status = note("make " + path); !status.ok()) return status;
  return store::MemoryFileSystem::make_folder(path);
}

Status MemoryFileSystem::create_folder(const std::string& path) {
  if (Status status = note("make one " + path); !status.ok()) return status;
  return store::MemoryFileSystem::create_folder(path);
}

Status MemoryFileSystem::remove_folder(const std::string& path) {
  if (Status status = note("remove folder " + path); !status.ok()) return status;
  return store::MemoryFileSystem::remove_folder(path);
}

Status MemoryFileSystem::check_private(const std::string& folder) {
  if (Status status = note("check " + folder); !status.ok()) return status;
  return store::MemoryFileSystem::check_private(folder);
}

Status MemoryFileSystem::check_trusted_beside(const std::string& folder, const std::string& file) {
  if (Status status = note("check " + folder); !status.ok()) return status;
  return store::MemoryFileSystem::check_trusted_beside(folder, file);
}

Result<store::Lock> MemoryFileSystem::lock(const std::string& path,
                                           std::chrono::milliseconds timeout) {
  if (Status status = note("lock " + path); !status.ok()) return status;
  return store::MemoryFileSystem::lock(path, timeout);
}

}  // namespace larder::tests
