#include "runtime/store/file_system_memory.h"

#include <algorithm>
#include <utility>

namespace larder::inline v1::store {

Result<Mapping> MemoryFileSystem::map(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto file = files.find(path);
  if (file == files.end()) return Status(Code::kNotFound, "cannot open " + path);
  const auto copy = std::make_shared<const std::vector<std::byte>>(file->second);
  return Mapping{*copy, copy};
}

Status MemoryFileSystem::create(const std::string& path, format::Bytes bytes) {
  const std::lock_guard lock(mutex_);
  if (files.contains(path)) return {Code::kIo, path + " is there already"};
  files[path].assign(bytes.begin(), bytes.end());
  return {};
}

// Nobody else can read this memory.
Status MemoryFileSystem::create_secret(const std::string& path, format::Bytes bytes) {
  return MemoryFileSystem::create(path, bytes);
}

Status MemoryFileSystem::rename(const std::string& from, const std::string& to) {
  const std::lock_guard lock(mutex_);
  auto file = files.extract(from);
  if (file.empty()) return {Code::kNotFound, from + " is not there"};
  files[to] = std::move(file.mapped());
  used[to] = std::exchange(used[from], 0);
  used.erase(from);
  return {};
}

Status MemoryFileSystem::sync_folder(const std::string&) { return {}; }

Status MemoryFileSystem::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  files.erase(path);
  used.erase(path);
  return {};
}

Result<std::vector<FileInfo>> MemoryFileSystem::list(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  const std::string prefix = folder + "/";
  std::vector<FileInfo> list;
  for (auto file = files.lower_bound(prefix); file != files.end(); ++file) {
    if (!file->first.starts_with(prefix)) break;
    const std::string name = file->first.substr(prefix.size());
    if (name.find('/') != std::string::npos) continue;
    const auto time = used.find(file->first);
    list.push_back({name, file->second.size(), time != used.end() ? time->second : 0});
  }
  return list;
}

Result<std::vector<std::string>> MemoryFileSystem::folders(const std::string& folder) {
  const std::lock_guard lock(mutex_);
  const std::string prefix = folder + "/";
  std::vector<std::string> names;
  for (auto file = files.lower_bound(prefix); file != files.end(); ++file) {
    if (!file->first.starts_with(prefix)) break;
    const std::size_t end = file->first.find('/', prefix.size());
    if (end == std::string::npos) continue;
    const std::string name = file->first.substr(prefix.size(), end - prefix.size());
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return names;
}

Status MemoryFileSystem::set_used(const std::string& path, std::int64_t nanoseconds) {
  const std::lock_guard lock(mutex_);
  if (!files.contains(path)) return {Code::kNotFound, path + " is not there"};
  used[path] = nanoseconds;
  return {};
}

Status MemoryFileSystem::make_folder(const std::string&) { return {}; }

Status MemoryFileSystem::create_folder(const std::string&) { return {}; }

Status MemoryFileSystem::remove_folder(const std::string& path) {
  const std::lock_guard lock(mutex_);
  const auto file = files.lower_bound(path + "/");
  if (file == files.end() || !file->first.starts_with(path + "/")) return {};
  return {Code::kIo, "cannot remove folder " + path + ": it holds " + file->first};
}

Status MemoryFileSystem::check_private(const std::string&) { return {}; }

Status MemoryFileSystem::check_trusted_beside(const std::string&, const std::string&) { return {}; }

Result<Lock> MemoryFileSystem::lock(const std::string& path, std::chrono::milliseconds) {
  const std::lock_guard lock(mutex_);
  std::weak_ptr<const void>& held = locks_[path];
  if (!held.expired()) return Status(Code::kUnavailable, "lock " + path + " is held");
  Lock mine = std::make_shared<int>();
  held = mine;
  return mine;
}

}  // namespace larder::inline v1::store
