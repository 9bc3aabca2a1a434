#include "generator/archs/known.h"

#include <algorithm>
#include <charconv>

namespace larder::archs {

Result<std::vector<std::uint32_t>> known_archs(const std::string& nvcc,
                                               const nvcc::RunProcess& run) {
  if (nvcc.empty())
    return std::vector<std::uint32_t>{75, 80, 86, 87, 88, 89, 90, 100, 103, 110, 120, 121};
  const Result<nvcc::Finished> finished = run({nvcc, "--list-gpu-arch"});
  if (!finished) return finished.status();
  std::vector<std::uint32_t> numbers = parse_known_archs(finished->output);
  if (finished->exit_code == 0 && !numbers.empty()) return numbers;
  return Status(Code::kUnsupported, nvcc +
                                        " --list-gpu-arch does not answer as that of nvcc 11.5 " +
                                        "or later does:\n" + finished->output);
}

std::vector<std::uint32_t> parse_known_archs(std::string_view text) {
  constexpr std::string_view mark = "compute_";
  std::vector<std::uint32_t> numbers;
  for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at)) {
    at += mark.size();
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data() + at, text.data() + text.size(), number);
    if (error == std::errc{}) numbers.push_back(number);
  }
  std::ranges::sort(numbers);
  numbers.erase(std::ranges::unique(numbers).begin(), numbers.end());
  return numbers;
}

}  // namespace larder::archs
