#include "generator/larder_nvcc/cccl.h"

#include <filesystem>
#include <fstream>
#include <sstream>
#include <system_error>

#include "generator/nvcc/find.h"
#include "runtime/environment.h"

namespace larder::larder_nvcc {
namespace {

namespace fs = std::filesystem;

/// Whose headers serve: that of the nvcc which is used, or one whose nvcc is not to be used.
fs::path toolkit(const std::string& nvcc) {
  const std::string home = environment("CUDA_HOME");
  if (nvcc.empty() && !home.empty()) return home;
  const std::string any = nvcc.empty() ? nvcc::find_nvcc({}) : nvcc;
  std::error_code error;
  const fs::path program = fs::canonical(any, error);
  return error ? fs::path("/usr/local/cuda") : program.parent_path().parent_path();
}

/// Empty: there is none.
std::string toolkits_cccl(const std::string& nvcc) {
  std::error_code error;
  const fs::path folder = toolkit(nvcc) / "include/cccl";
  return fs::is_directory(folder, error) ? folder.string() : std::string();
}

}  // namespace

CcclFlags cccl_flags(const std::string& overlay, const std::string& nvcc) {
  CcclFlags out;
  // CUB's and Thrust's namespaces are named after the architectures of a compilation otherwise, and
  // so would be the kernels that have such a type: each image's differently.
  out.before = {"-DCUB_DISABLE_NAMESPACE_MAGIC",
                "-DCUB_IGNORE_NAMESPACE_MAGIC_ERROR",
                "-DTHRUST_DISABLE_ABI_NAMESPACE",
                "-DTHRUST_IGNORE_ABI_NAMESPACE_ERROR",
                "-isystem",
                overlay};
  // Only a build with nvcc is to be told what will not run on a GPU.
  if (!nvcc.empty()) out.before.emplace_back("-DLARDER_CCCL_HAS_NVCC");
  if (const std::string folder = toolkits_cccl(nvcc); !folder.empty())
    out.behind = {"-isystem", folder};
  return out;
}

bool reads_cccl(const std::string& depfile) {
  std::ifstream file(depfile);
  std::ostringstream text;
  text << file.rdbuf();
  // Any of its headers reads this one. The folder's own name may be escaped there.
  return text.str().find("/larder_cccl/settings.h") != std::string::npos;
}

// CUB's classes use a name and then give it another meaning, which g++ refuses; with nvcc it reads
// cudafe++'s output, not the headers. These extensions let it pass, and change nothing else that
// is valid C++. Clang takes such classes anyway.
std::vector<std::string> flags_of_cub(const std::string& compiler) {
  const bool clang = fs::path(compiler).filename().string().find("clang") != std::string::npos;
  return clang ? std::vector<std::string>{} : std::vector<std::string>{"-fms-extensions"};
}

}  // namespace larder::larder_nvcc
