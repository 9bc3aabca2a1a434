#include "runtime/device/module_file.h"

#include <dlfcn.h>
#include <link.h>

#include <filesystem>
#include <system_error>

namespace larder::detail {

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

}  // namespace larder::detail
