#include "generator/nvcc/find.h"

#include <unistd.h>

#include "generator/nvcc/files.h"
#include "runtime/environment.h"

namespace larder::nvcc {

std::string find_nvcc(const std::string& option) {
  if (option == "none") return {};
  if (!option.empty()) return option;
  const auto is_program = [](const std::string& path) { return access(path.c_str(), X_OK) == 0; };
  const std::string home = environment("CUDA_HOME");
  if (std::string own = home + "/bin/nvcc"; !home.empty() && is_program(own)) return own;
  if (std::string found = find_program("nvcc"); found.find('/') != std::string::npos) return found;
  const char* usual = "/usr/local/cuda/bin/nvcc";
  return is_program(usual) ? usual : "";
}

}  // namespace larder::nvcc
