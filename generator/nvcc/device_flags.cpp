#include "generator/nvcc/device_flags.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace larder::nvcc {
namespace {

bool starts_with_any(std::string_view flag, std::span<const std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return flag.rfind(prefix, 0) == 0; });
}

constexpr std::array<std::string_view, 4> kToolkitMacros = {"__CUDA", "CUDA_", "__NV", "NV_"};
constexpr std::array<std::string_view, 2> kFrontEnd = {"-std=", "-Xcudafe="};
constexpr std::array<std::string_view, 2> kLineFlags = {"-lineinfo", "--generate-line-info"};
constexpr std::array<std::string_view, 2> kDebugFlags = {"-G", "--device-debug"};

bool has_any(std::span<const std::string> flags, std::span<const std::string_view> wanted) {
  return std::any_of(flags.begin(), flags.end(), [&](const std::string& flag) {
    return std::find(wanted.begin(), wanted.end(), flag) != wanted.end();
  });
}

}  // namespace

std::vector<std::string> key_flags(std::span<const std::string> device_flags) {
  std::vector<std::string> out;
  for (const std::string& flag : device_flags) {
    const bool macro = flag.rfind("-D", 0) == 0 || flag.rfind("-U", 0) == 0;
    const bool toolkits =
        macro && starts_with_any(std::string_view(flag).substr(2), kToolkitMacros);
    if (toolkits || starts_with_any(flag, kFrontEnd)) out.push_back(flag);
  }
  return out;
}

bool asks_for_lines(std::span<const std::string> nvcc_flags) {
  return has_any(nvcc_flags, kLineFlags) || asks_for_debugging(nvcc_flags);
}

bool asks_for_debugging(std::span<const std::string> nvcc_flags) {
  return has_any(nvcc_flags, kDebugFlags);
}

}  // namespace larder::nvcc
