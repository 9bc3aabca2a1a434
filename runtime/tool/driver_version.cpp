#include "runtime/tool/driver_version.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <iterator>
#include <optional>
#include <vector>

#include "runtime/choose/ptx.h"

namespace larder::tool {
namespace {

struct Branch {
  int number;
  int cuda_version;
};

// The first driver branch for each CUDA version, from the release notes of CUDA ("CUDA Toolkit and
// Corresponding Driver Versions"), oldest first.
constexpr Branch kBranches[] = {
    {450, 11000}, {455, 11010}, {460, 11020}, {465, 11030}, {470, 11040}, {495, 11050},
    {510, 11060}, {515, 11070}, {520, 11080}, {525, 12000}, {530, 12010}, {535, 12020},
    {545, 12030}, {550, 12040}, {555, 12050}, {560, 12060}, {565, 12070}, {570, 12080},
    {575, 12090}, {580, 13000}, {590, 13010}, {595, 13020}, {610, 13030},
};
constexpr const Branch& kOldest = *std::begin(kBranches);
constexpr const Branch& kNewest = *std::rbegin(kBranches);

// No CUDA version reaches this, and every driver that Larder can use is above.
constexpr int kMinBranch = 100;

// The numbers between the points; none if there is anything else, or more than four digits.
std::optional<std::vector<int>> numbers_of(std::string_view text) {
  std::vector<int> numbers;
  while (true) {
    const std::string_view digits = text.substr(0, text.find('.'));
    if (digits.empty() || digits.size() > 4) return std::nullopt;
    if (digits.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    numbers.push_back(value);
    if (digits.size() == text.size()) return numbers;
    text.remove_prefix(digits.size() + 1);
  }
}

Status too_old(std::string_view text) {
  return Status(Code::kUnsupported,
                fmt::format("driver {} is older than branch {} (CUDA {}), the first that is known "
                            "here",
                            text, kOldest.number, choose::cuda_version_text(kOldest.cuda_version)));
}

std::string note_of(std::string_view text, int number, const Branch& branch) {
  const std::string cuda = choose::cuda_version_text(branch.cuda_version);
  if (number == branch.number) {
    return fmt::format("driver {} is of branch {}, which knows CUDA {}", text, number, cuda);
  }
  const char* later =
      branch.number == kNewest.number ? "is later than all branches known here and " : "";
  return fmt::format("driver {} {}counts as branch {}, which knows CUDA {}", text, later,
                     branch.number, cuda);
}

Result<DriverVersion> of_branch(std::string_view text, int number) {
  const auto* next = std::ranges::upper_bound(kBranches, number, {}, &Branch::number);
  if (next == std::begin(kBranches)) return too_old(text);
  const Branch& branch = *std::prev(next);
  return DriverVersion{branch.cuda_version, false, note_of(text, number, branch)};
}

Result<DriverVersion> of_cuda(std::string_view text, int major, int minor) {
  const int version = major * 1000 + minor * 10;
  if (version < kOldest.cuda_version) return too_old("for CUDA " + std::string(text));
  return DriverVersion{version, false, fmt::format("the driver is said to know CUDA {}", text)};
}

}  // namespace

Result<DriverVersion> parse_driver_version(std::string_view text) {
  const std::optional<std::vector<int>> numbers = numbers_of(text);
  if (numbers && numbers->front() >= kMinBranch) return of_branch(text, numbers->front());
  if (numbers && numbers->size() == 2 && numbers->back() < kMinBranch) {
    return of_cuda(text, numbers->front(), numbers->back());
  }
  return Status(
      Code::kInvalidArgument,
      fmt::format("\"{}\" is not a driver; write the newest CUDA that it supports as 12.4, "
                  "or its own version as 550 or 550.54.14",
                  text));
}

DriverVersion assumed_driver_version() {
  return {kNewest.cuda_version, true,
          fmt::format("the driver is assumed to know CUDA {}, the newest that is known here; name "
                      "another with --driver",
                      choose::cuda_version_text(kNewest.cuda_version))};
}

}  // namespace larder::tool
