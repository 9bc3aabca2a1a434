#include "runtime/store/locate.h"

#include <algorithm>
#include <filesystem>
#include <span>
#include <string_view>
#include <utility>

#include "runtime/store/build_tree.h"

namespace larder::inline v1::store {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndexExtension = ".larder";

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

std::string index_name(const std::string& stem) { return stem + std::string(kIndexExtension); }

void add_environment(std::string_view value, const std::vector<std::string>& names, Paths& paths) {
  while (!value.empty()) {
    const std::size_t end = std::min(value.find(':'), value.size());
    const fs::path element(value.substr(0, end));
    value.remove_prefix(std::min(end + 1, value.size()));
    if (element.empty()) continue;
    if (element.extension() == kIndexExtension) {
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
  std::size_t named = 0;  ///< the first `named` paths come from the user
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

// See Places. Paths from the user need no check, and are not passed here.
Status check_place(const std::string& path, const std::string& module, FileSystem& files) {
  const fs::path folder = fs::path(path).parent_path();
  if (folder == fs::path(module).parent_path()) return {};
  Status status = files.check_trusted_beside(folder.string(), module);
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

// A path that the user has not named.
Result<Cache> open_believed(const std::string& path, const Places& places, FileSystem& files) {
  Result<Cache> cache = open_fitting(path, places.seals, files);
  if (!cache.ok()) return cache;
  Status status = check_place(path, places.module, files);
  if (!status.ok()) return status;
  return cache;
}

Status serves_none(const std::string& index, const std::string& module) {
  return {Code::kUnavailable,
          index + " has none of the kernels of " + module +
              ": it is another program's, or was made from other code; build it again, together "
              "with the program"};
}

Result<Cache> open_recorded(const RecordedCache& lead, const Places& places, FileSystem& files) {
  if (!lead.index.ok()) return lead.index.status();
  Status status = check_place(lead.record, places.module, files);
  if (!status.ok()) return status;
  Result<Cache> cache = open_believed(*lead.index, places, files);
  if (!cache.ok() || !places.serves || places.serves(*cache)) return cache;
  return serves_none(*lead.index, places.module);
}

// Notes the result for one path; true if its cache is chosen.
bool take(const std::string& path, Result<Cache> cache, Located& located) {
  located.attempts.push_back({path, cache.status()});
  if (cache.ok()) located.cache = std::move(*cache);
  return located.cache.has_value();
}

void locate_recorded(const Places& places, FileSystem& files, Located& located) {
  std::vector<std::string> names = stems(places.module);
  for (std::string& name : names) name = index_name(name);
  for (const RecordedCache& lead : recorded_caches(places.module, names, files)) {
    const std::string& path = lead.index.ok() ? *lead.index : lead.record;
    if (std::ranges::find(located.attempts, path, &Attempt::path) != located.attempts.end())
      continue;
    if (take(path, open_recorded(lead, places, files), located)) return;
  }
}

}  // namespace

std::string_view multiarch_folder() {
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

Status Located::why_none(std::size_t most_named) const {
  if (cache) return {};
  for (const Attempt& attempt : attempts) {
    if (attempt.status.code() != Code::kNotFound) return attempt.status;
  }
  const std::size_t named = std::min(attempts.size(), most_named);
  std::string tried;
  for (std::size_t i = 0; i < named; ++i) tried += (i == 0 ? "" : ", ") + attempts[i].path;
  if (named < attempts.size()) {
    tried += " and " + std::to_string(attempts.size() - named) +
             " more places; `larder explain` and LARDER_LOG=debug name them";
  }
  return Status(Code::kNotFound, "no cache; tried " + (tried.empty() ? "no path" : tried) + "; " +
                                     std::string(kHowToMakeOne));
}

Located locate(const Places& places, FileSystem& files) {
  Located located;
  Located strange;  // up to a cache that opened, but has none of the kernels
  const Search search = search_of(places);
  for (std::size_t i = 0; i < search.paths.size(); ++i) {
    const std::string& path = search.paths[i];
    const bool named = i < search.named;
    if (!take(path,
              named ? open_fitting(path, places.seals, files) : open_believed(path, places, files),
              located))
      continue;
    if (!named || !places.serves || places.serves(*located.cache)) return located;
    if (!strange.cache) strange = located;
    located.cache.reset();
    located.attempts.back().status = serves_none(path, places.module);
  }
  if (places.explicit_path.empty()) locate_recorded(places, files, located);
  return located.cache || !strange.cache ? located : strange;
}

}  // namespace larder::inline v1::store
