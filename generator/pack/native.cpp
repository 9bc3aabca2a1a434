#include "generator/pack/native.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace larder::pack {

std::vector<unsigned> parse_compute_capabilities(std::string_view text) {
  std::set<unsigned> numbers;
  const char* at = text.data();
  const char* end = at + text.size();
  while (at != end) {
    unsigned major = 0;
    unsigned minor = 0;
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

Result<std::vector<unsigned>> native_archs(const RunProcess& run) {
  Result<Finished> finished =
      run({"nvidia-smi", "--query-gpu=compute_cap", "--format=csv,noheader"});
  if (!finished)
    return Status(Code::kUnavailable, "no NVIDIA driver: " + finished.status().message());
  std::vector<unsigned> numbers = parse_compute_capabilities(finished->output);
  if (finished->exit_code != 0 || numbers.empty()) {
    return Status(Code::kUnavailable, "nvidia-smi found no GPU: " + finished->output);
  }
  return numbers;
}

}  // namespace larder::pack
