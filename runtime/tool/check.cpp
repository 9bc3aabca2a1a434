#include "runtime/tool/check.h"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <utility>

#include "runtime/tool/command.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

std::string order_of(unsigned run) {
  constexpr unsigned kSeeds = 2;
  if (run == 0) return "forward";
  return run == 1 ? "reverse" : std::to_string(run - kSeeds + 1);
}

// False if it can't be written.
bool write_file(const std::string& path, const std::string& text) {
  if (path.empty()) return true;
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  return file.good();
}

// The lines of a file, without those that are empty or begin with #.
Result<std::vector<std::string>> read_suppressions(const std::string& path) {
  std::vector<std::string> lines;
  if (path.empty()) return lines;
  std::ifstream file(path);
  if (!file) return Status(Code::kIo, fmt::format("{}: can't be read", path));
  for (std::string line; std::getline(file, line);) {
    if (!line.empty() && line[0] != '#') lines.push_back(line);
  }
  return lines;
}

Output failed(const std::string& message) {
  return {kProblem, "", printable_lines(fmt::format("larder: {}\n", message))};
}

bool ran_to_its_end(const CheckReport& report) {
  for (const CheckedRun& run : report.runs) {
    if (run.exit_code != 0 || run.killed) return false;
  }
  return true;
}

}  // namespace

Output check_command(const CheckRequest& request, const Machine&) {
  const auto suppressions = read_suppressions(request.suppressions);
  if (!suppressions.ok()) return failed(suppressions.status().message());
  std::vector<CheckedRun> runs;
  for (unsigned i = 0; i < request.orders; ++i) {
    runs.push_back(run_checked(request.command, order_of(i), request.seconds, i == 0));
    if (runs.back().checked) continue;
    return failed(fmt::format(
        "{}: has no checks of kernels, or can't be run; build it with Meson's option larder:check, "
        "CMake's LARDER_CHECK or larder-nvcc --check",
        request.command.front()));
  }
  const CheckReport report = unite(std::move(runs), *suppressions);
  const std::pair<std::string, std::string> files[] = {{request.json_file, check_json(report)},
                                                       {request.sarif_file, check_sarif(report)},
                                                       {request.junit_file, check_junit(report)}};
  for (const auto& [path, text] : files) {
    if (!write_file(path, text)) return failed(fmt::format("{}: can't be written", path));
  }
  const bool fine = report.findings.empty() && ran_to_its_end(report);
  return {fine ? kFine : kProblem, printable_lines(check_text(report)), ""};
}

}  // namespace larder::tool
