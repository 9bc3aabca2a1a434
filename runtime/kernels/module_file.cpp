#include "runtime/kernels/module_file.h"

#include <dlfcn.h>
#include <link.h>
#include <sys/auxv.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

namespace larder::inline v1::kernels {
namespace {

namespace fs = std::filesystem;

// The first address of the file that contains `address`; null if the system does not tell.
const void* base_of(const void* address) {
  Dl_info info{};
  return dladdr(address, &info) == 0 ? nullptr : info.dli_fbase;
}

// The name of the program's file when it was started, without its folder; empty if it was started
// by a link, or the system does not tell.
std::string name_at_start() {
  // NOLINTNEXTLINE(performance-no-int-to-ptr): the system gives the address as a number
  const auto* path = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  std::error_code ignored;
  if (path == nullptr || fs::is_symlink(path, ignored)) return {};
  return fs::path(path).filename().string();
}

// The former path of a removed file: an upgrade may remove files of a running program, or give them
// another name before.
std::string place_of_removed(const fs::path& file, bool is_program) {
  constexpr std::string_view kMark = " (deleted)";  // the system appends it to a program's name
  std::string name = file.filename().string();
  if (name.ends_with(kMark)) name.resize(name.size() - kMark.size());
  if (std::string first = name_at_start(); is_program && !first.empty()) name = std::move(first);
  std::error_code error;
  const fs::path folder = fs::canonical(file.parent_path(), error);
  return error || name.empty() ? std::string() : (folder / name).string();
}

// The file that contains an address.
struct Holder {
  std::uintptr_t address;
  std::optional<std::string> name;
};

// Runs under the dynamic linker's lock, since another thread may be closing that library: its name
// could be freed while it is copied.
int note_holder(dl_phdr_info* info, std::size_t, void* data) {
  auto& holder = *static_cast<Holder*>(data);
  for (int i = 0; i < info->dlpi_phnum; ++i) {
    const ElfW(Phdr)& part = info->dlpi_phdr[i];
    const std::uintptr_t begin = info->dlpi_addr + part.p_vaddr;
    if (part.p_type != PT_LOAD || holder.address - begin >= part.p_memsz) continue;
    holder.name = info->dlpi_name != nullptr ? info->dlpi_name : "";
    return 1;
  }
  return 0;
}

}  // namespace

std::string module_file(const void* address) {
  Holder holder{reinterpret_cast<std::uintptr_t>(address), std::nullopt};
  dl_iterate_phdr(&note_holder, &holder);
  if (!holder.name) return {};
  // The dynamic linker gives the program itself no name.
  const bool is_program = holder.name->empty();
  const fs::path name = is_program ? "/proc/self/exe" : *holder.name;
  std::error_code error;
  const fs::path file = fs::canonical(name, error);
  return error ? place_of_removed(is_program ? fs::read_symlink(name, error) : name, is_program)
               : file.string();
}

bool same_module(const void* one, const void* other) {
  const void* first = base_of(one);
  const void* second = base_of(other);
  return first == second || first == nullptr || second == nullptr;
}

}  // namespace larder::inline v1::kernels
