#include "runtime/tool/libraries.h"

#include <sys/auxv.h>

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <set>
#include <string_view>
#include <system_error>
#include <utility>

#include "runtime/format/elf.h"
#include "runtime/store/locate.h"
#include "runtime/tool/loader_cache.h"

namespace larder::tool {
namespace {

namespace fs = std::filesystem;

// A file of the process that starts.
struct Loaded {
  fs::path folder;  // the meaning of $ORIGIN in it
  std::string path;
  format::DynamicPart dynamic;
  std::optional<std::size_t> loader;  // the number of the file that was the first to need it
};

void replace_all(std::string& text, std::string_view name, const std::string& value) {
  for (const std::string& word : {"${" + std::string(name) + "}", "$" + std::string(name)}) {
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += value.size()) {
      text.replace(at, word.size(), value);
    }
  }
}

std::string multiarch_lib() { return "lib/" + std::string(store::multiarch_folder()); }

// A path without symbolic links, if it leads to a file: unique for each file.
std::string real_path(const std::string& path) {
  std::error_code error;
  const fs::path real = fs::canonical(path, error);
  return error ? path : real.string();
}

class Search {
 public:
  Search(std::string from_environment, store::FileSystem& files)
      : from_environment_(std::move(from_environment)), files_(files) {
    if (Result<store::Mapping> list = files_.map(kLoaderCache); list.ok()) list_ = *std::move(list);
    for (const std::string& lib : {multiarch_lib(), std::string("lib64"), std::string("lib")}) {
      usual_folders_.push_back("/" + lib);
      usual_folders_.push_back("/usr/" + lib);
    }
  }

  Libraries of(const std::string& path, format::Bytes file) && {
    const Result<format::DynamicPart> dynamic = format::read_dynamic(file);
    if (!dynamic.ok()) return {};  // it needs no loader; other code reports damage
    const fs::path real = real_path(path);
    paths_.insert(real.string());
    names_.insert(std::string(dynamic->own_name));
    loaded_.push_back({real.parent_path(), path, *dynamic, std::nullopt});
    for (std::size_t i = 0; i < loaded_.size(); ++i) {
      const std::vector<std::string_view> needed = loaded_[i].dynamic.needed;
      for (const std::string_view name : needed) load(std::string(name), i);
    }
    return std::move(libraries_);
  }

 private:
  void load(const std::string& name, std::size_t by) {
    if (!names_.insert(name).second) return;
    for (const std::string& path : candidates(name, by)) {
      if (take(path, by)) return;
    }
    libraries_.missing.push_back({name, loaded_[by].path});
  }

  // Whether the file exists and this process can load it.
  bool take(const std::string& path, std::size_t by) {
    Result<store::Mapping> file = files_.map(path);
    if (!file.ok()) return false;
    Result<format::DynamicPart> dynamic = format::read_dynamic(file->bytes);
    if (!dynamic.ok() || dynamic->machine != loaded_.front().dynamic.machine) return false;
    if (!paths_.insert(real_path(path)).second) return true;  // known under another name
    names_.insert(std::string(dynamic->own_name));
    loaded_.push_back({fs::absolute(path).parent_path(), path, *std::move(dynamic), by});
    libraries_.found.push_back({path, *std::move(file)});
    return true;
  }

  // The possible paths of a library name for the file that needs it.
  [[nodiscard]] std::vector<std::string> candidates(const std::string& name, std::size_t by) const {
    if (name.find('/') != std::string::npos) return {expand(name, loaded_[by])};
    std::vector<std::string> paths;
    const format::DynamicPart& dynamic = loaded_[by].dynamic;
    if (!dynamic.runpath) add_rpaths(by, name, paths);
    add(from_environment_, ":;", loaded_.front(), name, paths);
    if (dynamic.runpath) add(*dynamic.runpath, ":", loaded_[by], name, paths);
    for (const std::string& path : listed_libraries(list_.bytes, name)) {
      if (!dynamic.without_usual_folders || !is_usual(path)) paths.push_back(path);
    }
    if (dynamic.without_usual_folders) return paths;
    for (const std::string& folder : usual_folders_) paths.push_back(folder + "/" + name);
    return paths;
  }

  // Those of the file, of the one that needed it, and so on; a DT_RUNPATH disables the same file's
  // DT_RPATH.
  void add_rpaths(std::size_t by, const std::string& name, std::vector<std::string>& paths) const {
    for (std::optional<std::size_t> each = by; each; each = loaded_[*each].loader) {
      const Loaded& file = loaded_[*each];
      if (!file.dynamic.runpath && file.dynamic.rpath) {
        add(*file.dynamic.rpath, ":", file, name, paths);
      }
    }
  }

  // An empty element means the working directory.
  void add(std::string_view folders, std::string_view separators, const Loaded& origin,
           const std::string& name, std::vector<std::string>& paths) const {
    if (folders.empty()) return;
    for (std::size_t begin = 0; begin <= folders.size();) {
      const std::size_t end = std::min(folders.find_first_of(separators, begin), folders.size());
      const std::string folder = expand(std::string(folders.substr(begin, end - begin)), origin);
      const bool ends = folder.ends_with('/');
      paths.push_back((folder.empty() ? "." : folder) + (ends ? "" : "/") + name);
      begin = end + 1;
    }
  }

  [[nodiscard]] std::string expand(std::string text, const Loaded& origin) const {
    if (text.find('$') == std::string::npos) return text;
    replace_all(text, "ORIGIN", origin.folder.string());
    // The loader knows which of the two its C library uses.
    const bool has_multiarch = files_.list("/" + multiarch_lib()).ok();
    replace_all(text, "LIB", has_multiarch ? multiarch_lib() : "lib64");
    // NOLINTNEXTLINE(performance-no-int-to-ptr): getauxval() returns addresses as numbers
    const auto* const platform = reinterpret_cast<const char*>(::getauxval(AT_PLATFORM));
    replace_all(text, "PLATFORM", platform != nullptr ? platform : "");
    return text;
  }

  [[nodiscard]] bool is_usual(const std::string& path) const {
    const std::string folder = fs::path(path).parent_path().string();
    return std::ranges::find(usual_folders_, folder) != usual_folders_.end();
  }

  std::string from_environment_;
  store::FileSystem& files_;
  store::Mapping list_;  // ldconfig's
  std::vector<std::string> usual_folders_;
  std::vector<Loaded> loaded_;
  std::set<std::string> names_;  // requested, or some file's own
  std::set<std::string> paths_;
  Libraries libraries_;
};

}  // namespace

Libraries find_libraries(const std::string& path, format::Bytes file, const std::string& search,
                         store::FileSystem& files) {
  return Search(search, files).of(path, file);
}

}  // namespace larder::tool
