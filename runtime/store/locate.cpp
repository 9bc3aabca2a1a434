#include "runtime/store/locate.h"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

namespace larder::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kExtension = ".larder";

// Debian's and Ubuntu's folder of libraries for this machine, below lib.
constexpr std::string_view multiarch_folder() {
#if defined(__x86_64__)
  return "x86_64-linux-gnu";
#elif defined(__aarch64__)
  return "aarch64-linux-gnu";
#elif defined(__powerpc64__)
  return "powerpc64le-linux-gnu";
#else
  return "";
#endif
}

// The list of paths, each once, spelt without "." and "..".
class Paths {
 public:
  void add(const fs::path& path) {
    std::string text = path.lexically_normal().string();
    if (std::ranges::find(list_, text) == list_.end()) list_.push_back(std::move(text));
  }
  [[nodiscard]] std::size_t size() const { return list_.size(); }
  [[nodiscard]] std::vector<std::string> take() && { return std::move(list_); }

 private:
  std::vector<std::string> list_;
};

std::string index_name(const std::string& stem) { return stem + std::string(kExtension); }

void add_environment(std::string_view value, const std::vector<std::string>& names, Paths& paths) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(':'), value.size());
    const fs::path element(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    if (element.empty()) continue;
    if (element.extension() == kExtension) {
      paths.add(element);
      continue;
    }
    for (const std::string& name : names) paths.add(element / index_name(name));
  }
}

void add_beside(const fs::path& folder, const std::vector<std::string>& names, Paths& paths) {
  for (const std::string& name : names) paths.add(folder / index_name(name));
  const fs::path prefix = folder / "..";
  for (const fs::path& base : {folder, prefix / "lib", prefix / "lib64",
                               prefix / "lib" / multiarch_folder(), prefix / "share"}) {
    for (const std::string& name : names) paths.add(base / name / index_name(name));
  }
}

struct Search {
  std::vector<std::string> paths;
  std::size_t named = 0;  ///< how many of the first the user has named
};

Search search_of(const Places& places) {
  if (!places.explicit_path.empty()) return {{places.explicit_path}, 1};
  Paths paths;
  const std::vector<std::string> names = stems(places.module);
  add_environment(places.environment, names, paths);
  const std::size_t named = paths.size();
  if (!names.empty()) add_beside(fs::path(places.module).parent_path(), names, paths);
  return {std::move(paths).take(), named};
}

// See Places. The user's names need no check, and aren't given here.
Status check_place(const std::string& path, const std::string& module, FileSystem& files) {
  const fs::path folder = fs::path(path).parent_path();
  if (folder == fs::path(module).parent_path()) return {};
  Status status = files.check_believed(folder.string(), module);
  if (status.ok()) return {};
  return {status.code(), path + " is not used: " + status.message() +
                             "; make it writable by its owner alone, or name the cache in "
                             "LARDER_CACHE"};
}

Result<Cache> open_fitting(const std::string& path, std::span<const format::Seal> seals,
                           FileSystem& files) {
  Result<Cache> cache = Cache::open(path, files);
  if (!cache.ok()) return cache;
  const Status fits = format::check_seals(cache->index(), seals);
  if (!fits.ok()) return fits.with_context(path);
  return cache;
}

}  // namespace

std::vector<std::string> stems(const std::string& module) {
  const std::string file = fs::path(module).filename().string();
  if (file.empty()) return {};
  if (file.size() > 4 && file.ends_with(".exe")) return {file.substr(0, file.size() - 4)};
  const std::size_t extension = file.find(".so");
  const bool library = extension != std::string::npos && extension > 0 &&
                       (extension + 3 == file.size() || file[extension + 3] == '.');
  if (!library) return {file};
  const std::string name = file.substr(0, extension);
  std::vector<std::string> names{file, name};
  if (name.starts_with("lib") && name.size() > 3) names.push_back(name.substr(3));
  return names;
}

std::vector<std::string> candidates(const Places& places) { return search_of(places).paths; }

Status Located::why_none() const {
  if (cache) return {};
  for (const Attempt& attempt : attempts) {
    if (attempt.status.code() != Code::kNotFound) return attempt.status;
  }
  std::string tried;
  for (const Attempt& attempt : attempts) tried += (tried.empty() ? "" : ", ") + attempt.path;
  return Status(Code::kNotFound, "no cache; tried " + (tried.empty() ? "no path" : tried));
}

Located locate(const Places& places, FileSystem& files) {
  Located located;
  const Search search = search_of(places);
  for (std::size_t i = 0; i < search.paths.size(); ++i) {
    const std::string& path = search.paths[i];
    Result<Cache> cache = open_fitting(path, places.seals, files);
    if (cache.ok() && i >= search.named) {
      Status status = check_place(path, places.module, files);
      if (!status.ok()) cache = std::move(status);
    }
    located.attempts.push_back({path, cache.status()});
    if (!cache.ok()) continue;
    located.cache = std::move(*cache);
    break;
  }
  return located;
}

}  // namespace larder::store
