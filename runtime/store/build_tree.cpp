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

bool is_mark(const std::string& text) {
  return leads_inside(text) && std::ranges::count(text, '*') == 1;
}

// Whether the module's mark lies beside it.
bool is_marked(const fs::path& module, std::string mark, FileSystem& files) {
  mark.replace(mark.find('*'), 1, module.filename().string());
  return files.list((module.parent_path() / mark).string()).ok();
}

bool is_record_of(const std::string& file, const std::string& index_name) {
  return file.size() == index_name.size() + 1 + kDigestSize && file.starts_with(index_name + ".");
}

bool is_record_of_one(const std::string& file, const std::vector<std::string>& index_names) {
  return std::ranges::any_of(index_names,
                             [&](const std::string& name) { return is_record_of(file, name); });
}

// The content of a record; nullopt if no build wrote this text under this name.
std::optional<CacheRecord> parse(format::Bytes bytes, const std::string& name) {
  const std::string text(reinterpret_cast<const char*>(bytes.data()),
                         std::min(bytes.size(), 2 * kLongestPath + 3));
  const std::size_t end = text.find('\n');
  if (end == std::string::npos || !text.ends_with('\n') || end + 1 == text.size())
    return std::nullopt;
  CacheRecord record{text.substr(0, end), text.substr(end + 1, text.size() - end - 2)};
  if (!leads_inside(record.index) || !is_mark(record.mark) || record_name(record.index) != name)
    return std::nullopt;
  return record;
}

// The path that the record gives for `module`; nullopt if the build did not link the module there.
std::optional<RecordedCache> follow(const std::string& module, const fs::path& root,
                                    const std::string& name, FileSystem& files) {
  const std::string path = (root / kRecordFolder / name).string();
  const Result<Mapping> text = files.map(path);
  if (!text.ok()) return RecordedCache{path, text.status()};
  const std::optional<CacheRecord> record = parse(text->bytes, name);
  if (!record) {
    return RecordedCache{
        path, Status(Code::kCorrupt, path + " does not name an index below " + root.string() +
                                         "; build the cache again")};
  }
  if (!is_marked(module, record->mark, files)) return std::nullopt;
  return RecordedCache{path, (root / record->index).string()};
}

std::vector<RecordedCache> leads_of(const std::string& module, const fs::path& root,
                                    const std::vector<FileInfo>& records,
                                    const std::vector<std::string>& index_names,
                                    FileSystem& files) {
  std::vector<RecordedCache> leads;
  bool has_some = false;
  for (const FileInfo& file : records) {
    if (!is_record_of_one(file.name, index_names)) continue;
    has_some = true;
    std::optional<RecordedCache> lead = follow(module, root, file.name, files);
    if (lead) leads.push_back(*std::move(lead));
  }
  if (!has_some) {
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

std::string record_text(const CacheRecord& record) {
  return record.index + "\n" + record.mark + "\n";
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
  fs::path root = module;
  while (root.has_relative_path()) {
    root = root.parent_path();
    const std::string folder = (root / kRecordFolder).string();
    const Result<std::vector<FileInfo>> records = files.list(folder);
    if (records.ok() && !records->empty())
      return leads_of(module, root, *records, index_names, files);
    if (!records.ok() && records.status().code() != Code::kNotFound) {
      return {{folder, records.status()}};
    }
  }
  return {};
}

}  // namespace larder::inline v1::store
