#include "generator/nvcc/find.h"

#include <unistd.h>

#include "generator/nvcc/files.h"
#include "runtime/environment.h"

namespace larder::nvcc {

std::string find_nvcc(const std::string& option) {
  if (option == "none") return {};
  if (!option.empty()) return option;
  const std::string home = environment("CUDA_HOME");
  const std::string folder = !home.empty() ? home : "/usr/local/cuda";
  std::string first = folder + "/bin/nvcc";
  if (access(first.c_str(), X_OK) == 0) return first;
  const std::string found = find_program("nvcc");
  return found.find('/') != std::string::npos ? found : "";
}

}  // namespace larder::nvcc
