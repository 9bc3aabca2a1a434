#include "runtime/store/build_tree.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "runtime/format/digest.h"

namespace larder::inline v1::store {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestPath = 4095;  // Linux's limit
constexpr std::size_t kDigestSize = 32;     // hexadecimal digits

// Whether Meson linked the module where it is now: the folder of its objects is beside it. A
// copy has none, so an installed program finds no build's caches, not even below the build's root.
bool is_where_it_was_linked(const std::string& module, FileSystem& files) {
  return files.list(module + ".p").ok();
}

bool is_record_of(const std::string& file, const std::string& index_name) {
  return file.size() == index_name.size() + 1 + kDigestSize && file.starts_with(index_name + ".");
}

bool is_record_of_one(const std::string& file, const std::vector<std::string>& index_names) {
  return std::ranges::any_of(index_names,
                             [&](const std::string& name) { return is_record_of(file, name); });
}

// A record's text without its newline; nullopt where it can't be one that a build wrote under this
// name.
std::optional<std::string> path_in(format::Bytes text, const std::string& name) {
  std::string path(reinterpret_cast<const char*>(text.data()),
                   std::min(text.size(), kLongestPath + 1));
  if (!path.ends_with('\n')) return std::nullopt;
  path.pop_back();
  if (!leads_inside(path) || record_name(path) != name) return std::nullopt;
  return path;
}

RecordedCache follow(const fs::path& root, const std::string& name, FileSystem& files) {
  const std::string record = (root / kRecordFolder / name).string();
  const Result<Mapping> text = files.map(record);
  if (!text.ok()) return {record, text.status()};
  const std::optional<std::string> path = path_in(text->bytes, name);
  if (!path) {
    return {record, Status(Code::kCorrupt, record + " does not name an index below " +
                                               root.string() + "; build the cache again")};
  }
  return {record, (root / *path).string()};
}

std::vector<RecordedCache> leads_of(const fs::path& root, const std::vector<FileInfo>& records,
                                    const std::vector<std::string>& index_names,
                                    FileSystem& files) {
  std::vector<RecordedCache> leads;
  for (const FileInfo& file : records) {
    if (is_record_of_one(file.name, index_names)) leads.push_back(follow(root, file.name, files));
  }
  if (leads.empty()) {
    const std::string folder = (root / kRecordFolder).string();
    leads.push_back({folder, Status(Code::kNotFound, folder + " names no cache of this program")});
  }
  std::ranges::sort(leads, {}, [](const RecordedCache& lead) {
    return std::pair(lead.index.ok() ? *lead.index : "", lead.record);
  });
  return leads;
}

}  // namespace

std::string record_name(const std::string& index) {
  return fs::path(index).filename().string() + "." +
         format::to_hex(format::digest({format::as_bytes(index)}));
}

bool leads_inside(const std::string& path) {
  const fs::path normal = fs::path(path).lexically_normal();
  return path == normal.string() && path.size() <= kLongestPath && normal.has_filename() &&
         normal.is_relative() && *normal.begin() != ".." && *normal.begin() != "." &&
         path.find('\n') == std::string::npos && path.find('\0') == std::string::npos;
}

std::vector<RecordedCache> recorded_caches(const std::string& module,
                                           const std::vector<std::string>& index_names,
                                           FileSystem& files) {
  if (module.empty() || !is_where_it_was_linked(module, files)) return {};
  fs::path root = module;
  while (root.has_relative_path()) {
    root = root.parent_path();
    const std::string folder = (root / kRecordFolder).string();
    const Result<std::vector<FileInfo>> records = files.list(folder);
    if (records.ok() && !records->empty()) return leads_of(root, *records, index_names, files);
    if (!records.ok() && records.status().code() != Code::kNotFound) {
      return {{folder, records.status()}};
    }
  }
  return {};
}

}  // namespace larder::inline v1::store
