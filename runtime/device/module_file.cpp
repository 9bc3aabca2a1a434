#include "runtime/device/module_file.h"

#include <dlfcn.h>
#include <link.h>

#include <filesystem>
#include <system_error>

namespace larder::detail {
namespace {

// The first address of what holds `address`; null where the system does not say.
const void* base_of(const void* address) {
  Dl_info info{};
  return dladdr(address, &info) == 0 ? nullptr : info.dli_fbase;
}

}  // namespace

std::string module_file(const void* address) {
  Dl_info info{};
  link_map* map = nullptr;
  if (dladdr1(address, &info, reinterpret_cast<void**>(&map), RTLD_DL_LINKMAP) == 0) return {};
  // The dynamic linker gives the program itself no name; dli_fname is then argv[0], which means
  // nothing once the working directory has changed.
  const bool is_program = map == nullptr || map->l_name == nullptr || *map->l_name == '\0';
  std::error_code error;
  const std::filesystem::path file =
      std::filesystem::canonical(is_program ? "/proc/self/exe" : map->l_name, error);
  return error ? std::string() : file.string();
}

bool same_module(const void* one, const void* other) {
  const void* first = base_of(one);
  const void* second = base_of(other);
  return first == second || first == nullptr || second == nullptr;
}

}  // namespace larder::detail
