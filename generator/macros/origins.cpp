#include "generator/macros/origins.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "generator/syntax/paths.h"

namespace larder::generate {
namespace {

std::string as_folder(const std::string& path) {
  std::string out = relative_path(path);
  if (!out.ends_with('/')) out += '/';
  return out == "./" ? std::string() : out;
}

/// The values of -isystem among the user's flags: Clang lists them with its own folders.
std::vector<std::string> system_folders(const std::vector<std::string>& flags) {
  constexpr std::string_view kFlag = "-isystem";
  std::vector<std::string> out;
  for (std::size_t i = 0; i < flags.size(); ++i) {
    if (flags[i] == kFlag && i + 1 < flags.size())
      out.push_back(flags[++i]);
    else if (flags[i].starts_with(kFlag))
      out.push_back(flags[i].substr(kFlag.size()));
  }
  return out;
}

/// Whether a path below /usr/include belongs to the compiler or the C library. Everything else
/// there is a library like any other.
bool is_systems(std::string_view rest) {
  constexpr std::array<std::string_view, 18> kFolders = {"arpa",
                                                         "asm",
                                                         "asm-generic",
                                                         "bits",
                                                         "c++",
                                                         "gnu",
                                                         "linux",
                                                         "mtd",
                                                         "net",
                                                         "netinet",
                                                         "nfs",
                                                         "protocols",
                                                         "rpc",
                                                         "rpcsvc",
                                                         "scsi",
                                                         "sys",
                                                         "x86_64-linux-gnu",
                                                         "aarch64-linux-gnu"};
  const std::size_t slash = rest.find('/');
  return slash == std::string_view::npos ||
         std::ranges::find(kFolders, rest.substr(0, slash)) != kFolders.end();
}

std::size_t longest(const std::vector<std::string>& folders, const std::string& path) {
  std::size_t out = 0;
  for (const std::string& folder : folders)
    if (path.starts_with(folder)) out = std::max(out, folder.size() + 1);
  return out;
}

}  // namespace

Origins::Origins(const clang::CompilerInstance& compiler, const UserCode& user_code,
                 const std::vector<std::string>& flags)
    : sources_(compiler.getSourceManager()),
      user_code_(user_code),
      resource_folder_(as_folder(compiler.getHeaderSearchOpts().ResourceDir)) {
  std::vector<std::string> given = system_folders(flags);
  for (const auto& entry : compiler.getHeaderSearchOpts().UserEntries) {
    const auto own = std::ranges::find(given, entry.Path);
    const bool by_default = entry.Group == clang::frontend::ExternCSystem ||
                            (entry.Group == clang::frontend::System && own == given.end());
    if (entry.Group == clang::frontend::System && own != given.end()) given.erase(own);
    const std::string folder = as_folder(entry.Path);
    // Headers that a machine's owner installs there are not part of the toolchain.
    const bool toolchain = by_default && folder != "/usr/local/include/";
    (toolchain ? toolchain_ : users_).push_back(folder);
  }
}

FileOrigin Origins::of(clang::FileID file) {
  const auto found = known_.find(file);
  if (found != known_.end()) return found->second;
  const clang::OptionalFileEntryRef entry = sources_.getFileEntryRefForID(file);
  FileOrigin out = FileOrigin::kToolchain;  // built-in text
  if (file == sources_.getMainFileID())
    out = FileOrigin::kUser;
  else if (is_larders(user_code_.origin(sources_.getLocForStartOfFile(file))))
    out = FileOrigin::kLarder;
  else if (entry)
    out = of_path(relative_path(entry->getName()));
  return known_.emplace(file, out).first->second;
}

FileOrigin Origins::of_path(const std::string& path) const {
  if (path.starts_with(resource_folder_)) return FileOrigin::kToolchain;
  const std::size_t toolchain = longest(toolchain_, path);
  if (toolchain == 0 || longest(users_, path) > toolchain) return FileOrigin::kUser;
  constexpr std::string_view kInclude = "/usr/include/";
  const bool library =
      path.starts_with(kInclude) && !is_systems(std::string_view(path).substr(kInclude.size()));
  return library ? FileOrigin::kUser : FileOrigin::kToolchain;
}

}  // namespace larder::generate
