#include "generator/archs/native.h"

#include <algorithm>
#include <charconv>
#include <set>

#include "runtime/store/file_system.h"

namespace larder::archs {

std::vector<std::uint32_t> parse_compute_capabilities(std::string_view text) {
  std::set<std::uint32_t> numbers;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at != end) {
    std::uint32_t major = 0;
    std::uint32_t minor = 0;
    const auto [dot, error] = std::from_chars(at, end, major);
    if (error == std::errc{} && dot != end && *dot == '.' &&
        std::from_chars(dot + 1, end, minor).ec == std::errc{} && minor < 10) {
      numbers.insert(major * 10 + minor);
    }
    at = std::find(at, end, '\n');
    if (at != end) ++at;
  }
  return {numbers.begin(), numbers.end()};
}

Result<std::vector<std::uint32_t>> native_archs(const nvcc::RunProcess& run) {
  Result<nvcc::Finished> finished =
      run({"nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader"});
  if (!finished)
    return Status(Code::kUnavailable, "no NVIDIA driver: " + finished.status().message());
  std::vector<std::uint32_t> numbers = parse_compute_capabilities(finished->output);
  if (finished->exit_code != 0 || numbers.empty()) {
    return Status(Code::kUnavailable, "nvidia-smi found no GPU: " + finished->output);
  }
  return numbers;
}

Result<std::vector<std::uint32_t>> recorded_native_archs(const std::string& path) {
  const Result<store::Mapping> file = store::posix_file_system().map(path);
  if (!file.ok()) return file.status();
  const std::string_view text(reinterpret_cast<const char*>(file->bytes.data()),
                              file->bytes.size());
  std::vector<std::uint32_t> numbers = parse_compute_capabilities(text);
  if (!numbers.empty()) return numbers;
  return Status(Code::kUnavailable, path + " names no GPU");
}

NativeArchs native_source(const std::string& path, const nvcc::RunProcess& run) {
  if (path.empty()) return [run] { return native_archs(run); };
  return [path] { return recorded_native_archs(path); };
}

}  // namespace larder::archs
