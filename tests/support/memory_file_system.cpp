#include "tests/support/memory_file_system.h"

#include <utility>

namespace larder::tests {

Status MemoryFileSystem::note(const std::string& call) {
  calls.push_back(call);
  if (static_cast<int>(calls.size()) - 1 != fail_at) return {};
  return Status(Code::kIo, "cannot " + call + ": told to fail");
}

Result<store::Mapping> MemoryFileSystem::map(const std::string& path) {
  if (Status status = note("map " + path); !status.ok()) return status;
  const auto file = files.find(path);
  if (file == files.end()) return Status(Code::kNotFound, "cannot open " + path);
  const auto copy = std::make_shared<const std::vector<std::byte>>(file->second);
  return store::Mapping{*copy, copy};
}

Status MemoryFileSystem::create(const std::string& path, format::Bytes bytes) {
  if (Status status = note("create " + path); !status.ok()) {
    // As on a full disk: the file is there, only half of it.
    const format::Bytes half = bytes.first(bytes.size() / 2);
    files[path].assign(half.begin(), half.end());
    return status;
  }
  if (files.contains(path)) return Status(Code::kIo, path + " is there already");
  files[path].assign(bytes.begin(), bytes.end());
  return {};
}

Status MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  if (Status status = note("rename " + to); !status.ok()) return status;
  auto file = files.extract(from);
  if (file.empty()) return Status(Code::kNotFound, from + " is not there");
  files[to] = std::move(file.mapped());
  return {};
}

Status MemoryFileSystem::sync_folder(const std::string& path) { return note("sync " + path); }

Status MemoryFileSystem::remove(const std::string& path) {
  if (Status status = note("remove " + path); !status.ok()) return status;
  files.erase(path);
  return {};
}

}  // namespace larder::tests
