#include "generator/flags.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace larder::generate {
namespace {

bool starts_with_any(std::string_view flag, std::span<const std::string_view> prefixes) {
  return std::any_of(prefixes.begin(), prefixes.end(),
                     [&](std::string_view prefix) { return flag.rfind(prefix, 0) == 0; });
}

/// Flags whose value may be the next argument.
constexpr std::array<std::string_view, 7> kWithValue = {
    "-isystem", "-iquote", "-idirafter", "-imacros", "-I", "-D", "-U"};
constexpr std::array<std::string_view, 9> kAlone = {
    "-std=",         "-fexceptions",    "-fno-exceptions", "-frtti",   "-fno-rtti",
    "-fsigned-char", "-funsigned-char", "-fno-char8_t",    "-fchar8_t"};

/// Meson's debug builds ask libstdc++ to check subscripts, by a host function that device code
/// can't call: neither Clang nor nvcc would take std::array in a kernel.
bool is_host_check(std::string_view definition) {
  return definition.rfind("_GLIBCXX_ASSERTIONS", 0) == 0;
}

constexpr std::array<std::string_view, 4> kToolkitMacros = {"__CUDA", "CUDA_", "__NV", "NV_"};
constexpr std::array<std::string_view, 4> kLineFlags = {"-lineinfo", "--generate-line-info", "-G",
                                                        "--device-debug"};

std::string device_standard(const std::string& flag) {
  std::string version = flag.substr(flag.find('=') + 1);
  if (version.rfind("gnu++", 0) == 0) version = "c" + version.substr(3);
  const bool newer = version == "c++23" || version == "c++2b" || version == "c++26" ||
                     version == "c++2c" || version == "c++2a";
  return "-std=" + (newer ? std::string("c++20") : version);
}

}  // namespace

std::vector<std::string> scan_flags(std::span<const std::string> command) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < command.size(); ++i) {
    const std::string& flag = command[i];
    if (starts_with_any(flag, kAlone)) {
      out.push_back(flag);
    } else if (starts_with_any(flag, kWithValue)) {
      const bool separate =
          i + 1 < command.size() &&
          std::find(kWithValue.begin(), kWithValue.end(), flag) != kWithValue.end();
      const std::string& value = separate ? command[++i] : flag;
      const bool definition = flag.rfind("-D", 0) == 0;
      if (definition && is_host_check(separate ? value : value.substr(2))) continue;
      out.push_back(flag);
      if (separate) out.push_back(value);
    }
  }
  const bool standard = std::any_of(
      out.begin(), out.end(), [](const std::string& flag) { return flag.rfind("-std=", 0) == 0; });
  if (!standard) out.insert(out.begin(), "-std=gnu++17");
  return out;
}

std::vector<std::string> device_flags(std::span<const std::string> scan_flags) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < scan_flags.size(); ++i) {
    const std::string& flag = scan_flags[i];
    if (flag.rfind("-std=", 0) == 0) {
      out.push_back(device_standard(flag));
    } else if (flag.rfind("-f", 0) != 0) {
      out.push_back(flag);
      const bool separate =
          std::find(kWithValue.begin(), kWithValue.end(), flag) != kWithValue.end();
      if (separate && i + 1 < scan_flags.size()) out.push_back(scan_flags[++i]);
    }
  }
  return out;
}

std::vector<std::string> key_flags(std::span<const std::string> device_flags) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < device_flags.size(); ++i) {
    std::string flag = device_flags[i];
    const bool separate = std::find(kWithValue.begin(), kWithValue.end(), flag) != kWithValue.end();
    if (separate && i + 1 < device_flags.size()) flag += device_flags[++i];
    const bool macro = flag.rfind("-D", 0) == 0 || flag.rfind("-U", 0) == 0;
    const bool toolkits =
        macro && starts_with_any(std::string_view(flag).substr(2), kToolkitMacros);
    if (toolkits || flag.rfind("-std=", 0) == 0) out.push_back(std::move(flag));
  }
  return out;
}

bool asks_for_lines(std::span<const std::string> nvcc_flags) {
  return std::any_of(nvcc_flags.begin(), nvcc_flags.end(), [](const std::string& flag) {
    return std::find(kLineFlags.begin(), kLineFlags.end(), flag) != kLineFlags.end();
  });
}

}  // namespace larder::generate
