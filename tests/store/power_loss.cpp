#include "tests/store/power_loss.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <stdexcept>

namespace larder::tests {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kAll = std::numeric_limits<std::size_t>::max();
constexpr std::size_t kMaxPending = 10;  // 2^10 ways to lose some of them

std::string folder_of(const std::string& path) { return fs::path(path).parent_path().string(); }

}  // namespace

Disk::Disk(const std::string& root) {
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    synced_names_[entry.path().string()] = files_.size();
    files_.push_back({std::string(std::istreambuf_iterator<char>(file), {}), true});
  }
}

void Disk::apply(const SystemCall& call) {
  const std::map<std::string, std::size_t> now = names(kAll);
  const auto found = now.find(call.path);
  switch (call.kind) {
    case CallKind::kSync:
      return sync(call.path);
    case CallKind::kWrite: {
      File& file = files_.at(found->second);
      file.bytes += call.bytes;
      file.synced = false;
      return;
    }
    case CallKind::kCreate:
      if (found != now.end()) return;
      files_.push_back({"", true});
      changes_.push_back({call, files_.size() - 1});
      return;
    case CallKind::kMakeFolder:
      changes_.push_back({call});
      return;
    case CallKind::kRename:
    case CallKind::kRemove:
      changes_.push_back({call, now.at(call.path)});
      return;
  }
}

void Disk::sync(const std::string& path) {
  const std::map<std::string, std::size_t> now = names(kAll);
  if (const auto file = now.find(path); file != now.end()) files_[file->second].synced = true;
  for (Change& change : changes_) {
    if (folder_of(change.call.path) == path) change.synced = true;
  }
}

std::size_t Disk::pending() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(changes_, [](const Change& change) { return !change.synced; }));
}

// The names on the disk where of the changes that are not synced those have arrived whose bit is
// set in `chosen`.
std::map<std::string, std::size_t> Disk::names(std::size_t chosen) const {
  std::map<std::string, std::size_t> names = synced_names_;
  std::vector<std::string> missing_folders;
  std::size_t bit = 0;
  for (const Change& change : changes_) {
    const bool arrived = change.synced || (chosen >> bit & 1) != 0;
    if (!change.synced && chosen != kAll) ++bit;
    const SystemCall& call = change.call;
    if (call.kind == CallKind::kMakeFolder) {
      if (!arrived) missing_folders.push_back(call.path + "/");
      continue;
    }
    if (!arrived) continue;
    if (call.kind != CallKind::kCreate) names.erase(call.path);
    if (call.kind == CallKind::kCreate) names[call.path] = change.file;
    if (call.kind == CallKind::kRename) names[call.to] = change.file;
  }
  for (const std::string& folder : missing_folders) {
    std::erase_if(names, [&](const auto& name) { return name.first.starts_with(folder); });
  }
  return names;
}

std::vector<Files> Disk::after_power_loss() const {
  if (pending() > kMaxPending) throw std::runtime_error("too many changes that are not synced");
  std::vector<Files> all;
  for (std::size_t chosen = 0; chosen < std::size_t{1} << pending(); ++chosen) {
    for (const std::size_t halves : {0, 1, 2}) {
      Files& files = all.emplace_back();
      for (const auto& [name, number] : names(chosen)) {
        const File& file = files_[number];
        const std::size_t kept = file.synced ? 2 : halves;
        files[name] = file.bytes.substr(0, file.bytes.size() * kept / 2);
      }
    }
  }
  return all;
}

}  // namespace larder::tests
