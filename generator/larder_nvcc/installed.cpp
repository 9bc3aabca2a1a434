#include "generator/larder_nvcc/installed.h"

#include <filesystem>
#include <system_error>
#include <vector>

namespace larder::larder_nvcc {
namespace {

namespace fs = std::filesystem;

// lib, lib64 or lib/TRIPLET: the one with liblarder.a.
fs::path library_folder(const fs::path& prefix) {
  std::error_code ignored;
  std::vector<fs::path> folders = {prefix / "lib64", prefix / "lib"};
  for (const fs::directory_entry& entry : fs::directory_iterator(prefix / "lib", ignored))
    folders.push_back(entry.path());
  for (const fs::path& folder : folders)
    if (fs::exists(folder / "liblarder.a", ignored)) return folder;
  return prefix / "lib";
}

}  // namespace

Result<Installed> find_installed() {
  std::error_code ignored;
  const fs::path prefix = fs::canonical("/proc/self/exe", ignored).parent_path().parent_path();
  const fs::path libraries = library_folder(prefix);
  const fs::path headers = prefix / "include";
  Installed out{prefix / "bin/larder-nvcc",     prefix / "bin/larder-generate",
                prefix / "bin/larder-pack",     headers,
                headers / "larder/cudart",      headers / "larder/cudart/cccl",
                libraries / "liblarder.a",      libraries / "liblarder_cudart.a",
                libraries / "liblarder_check.a"};
  for (const std::string& each :
       {out.generate, out.pack, out.headers + "/larder/larder.h", out.cuda + "/cuda_runtime.h",
        out.overlay + "/larder_cccl/settings.h", out.library, out.runtime})
    if (!fs::exists(each, ignored))
      return Status(Code::kNotFound, each +
                                         " is missing; install all of Larder, and run the "
                                         "larder-nvcc of that folder");
  return out;
}

}  // namespace larder::larder_nvcc
