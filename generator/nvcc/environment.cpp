#include "generator/nvcc/environment.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace larder::nvcc {
namespace {

enum class Reach {
  kCompilers,  ///< which compilers run, and the language of their messages
  kCode,
  kPaths,  ///< code, by paths that may be relative
};

struct Variables {
  std::string_view prefix;  ///< of "NAME=value"
  Reach reach;
};

constexpr std::array kVariables = {
    Variables{"CCC_OVERRIDE_OPTIONS=", Reach::kCode},
    Variables{"CICC_", Reach::kCode},
    Variables{"COMPILER_PATH=", Reach::kCode},
    Variables{"CPATH=", Reach::kPaths},
    Variables{"CPLUS_INCLUDE_PATH=", Reach::kPaths},
    Variables{"CUDA", Reach::kCompilers},
    Variables{"C_INCLUDE_PATH=", Reach::kPaths},
    Variables{"GCC_", Reach::kCode},
    Variables{"LANG=", Reach::kCompilers},
    Variables{"LC_", Reach::kCompilers},
    Variables{"LD_LIBRARY_PATH=", Reach::kCompilers},
    Variables{"LIBRARY_PATH=", Reach::kCompilers},
    Variables{"NVCC_", Reach::kPaths},
    Variables{"NVVM", Reach::kCompilers},
    Variables{"PATH=", Reach::kCompilers},
    Variables{"PTXAS_", Reach::kCode},
};

// Those that are set and have at least this reach, sorted.
std::vector<std::string> set_variables(Reach least) {
  std::vector<std::string> found;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text = *entry;
    const bool wanted = std::ranges::any_of(kVariables, [&](const Variables& each) {
      return each.reach >= least && text.starts_with(each.prefix);
    });
    if (wanted) found.emplace_back(text);
  }
  std::ranges::sort(found);
  return found;
}

std::string text_of(Reach least) {
  std::string text;
  for (const std::string& each : set_variables(least)) text += each + '\n';
  return text;
}

}  // namespace

std::string compiler_environment() { return text_of(Reach::kCompilers); }

std::string code_environment() { return text_of(Reach::kCode); }

bool environment_has_paths() { return !set_variables(Reach::kPaths).empty(); }

}  // namespace larder::nvcc
