#include "runtime/device/module_file.h"

#include <dlfcn.h>
#include <link.h>

#include <filesystem>
#include <string_view>
#include <system_error>

namespace larder::detail {
namespace {

namespace fs = std::filesystem;

// The first address of what holds `address`; null where the system does not say.
const void* base_of(const void* address) {
  Dl_info info{};
  return dladdr(address, &info) == 0 ? nullptr : info.dli_fbase;
}

// Where a file was that is gone: an upgrade takes files away from under a program that runs.
std::string place_of_removed(const fs::path& file) {
  constexpr std::string_view kMark = " (deleted)";  // the system's, behind the name of a program
  std::string name = file.filename().string();
  if (name.ends_with(kMark)) name.resize(name.size() - kMark.size());
  std::error_code error;
  const fs::path folder = fs::canonical(file.parent_path(), error);
  return error || name.empty() ? std::string() : (folder / name).string();
}

}  // namespace

std::string module_file(const void* address) {
  Dl_info info{};
  link_map* map = nullptr;
  if (dladdr1(address, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) == 0) return {};
  // The dynamic linker gives the program itself no name; dli_fname is then argv[0], which means
  // nothing once the working directory has changed.
  const bool is_program = map == nullptr || map->l_name == nullptr || *map->l_name == '\0';
  const fs::path name = is_program ? "/proc/self/exe" : map->l_name;
  std::error_code error;
  const fs::path file = fs::canonical(name, error);
  return error ? place_of_removed(is_program ? fs::read_symlink(name, error) : name)
               : file.string();
}

bool same_module(const void* one, const void* other) {
  const void* first = base_of(one);
  const void* second = base_of(other);
  return first == second || first == nullptr || second == nullptr;
}

}  // namespace larder::detail
