// The union of several runs, and its forms.
#include <fmt/format.h>
#include <fnmatch.h>

#include <algorithm>
#include <csignal>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "runtime/tool/check.h"
#include "runtime/tool/table.h"

namespace larder::tool {
namespace {

std::string place_text(const CheckedAccess& access) {
  return access.file.empty() ? "an unknown place" : fmt::format("{}:{}", access.file, access.line);
}

// The same for a pair in either order.
std::tuple<std::string, std::vector<std::string>, std::string> key_of(const CheckFinding& finding) {
  std::vector<std::string> places;
  for (const CheckedAccess& access : finding.accesses) places.push_back(place_text(access));
  std::ranges::sort(places);
  // What has no place is told apart by its kernel.
  return {finding.kind, places, finding.accesses.empty() ? *finding.kernels.begin() : ""};
}

// A suppression is a pattern for "KIND: FILE:LINE" or "KIND: KERNEL".
bool is_suppressed(const CheckFinding& finding, const std::vector<std::string>& patterns) {
  std::vector<std::string> texts;
  for (const CheckedAccess& access : finding.accesses) {
    if (access.text.find("larder-check: ignore") != std::string::npos) return true;
    texts.push_back(finding.kind + ": " + place_text(access));
  }
  for (const std::string& kernel : finding.kernels) texts.push_back(finding.kind + ": " + kernel);
  return std::ranges::any_of(patterns, [&](const std::string& pattern) {
    return std::ranges::any_of(texts, [&](const std::string& text) {
      return fnmatch(pattern.c_str(), text.c_str(), 0) == 0;
    });
  });
}

std::string kernels_text(const CheckFinding& finding) {
  std::string text = *finding.kernels.begin();
  if (finding.kernels.size() > 1) {
    text += fmt::format(" and {}", count_text(finding.kernels.size() - 1, "other kernel"));
  }
  return text;
}

// Copies in streams race without a kernel.
std::string subject_text(const CheckFinding& finding) {
  if (finding.kernel_location.empty())
    return fmt::format("calls of the host after launch {}", finding.launch);
  return fmt::format("kernel {} ({}), launch {}", kernels_text(finding), finding.kernel_location,
                     finding.launch);
}

std::string text_of(const CheckFinding& finding, std::size_t runs) {
  std::string text =
      fmt::format("{}: {}; {} in {} of {}\n", finding.kind, subject_text(finding),
                  count_text(finding.count, "time"), finding.runs, count_text(runs, "run"));
  if (!finding.memory.empty()) text += "  " + finding.memory + "\n";
  for (const CheckedAccess& access : finding.accesses) {
    text += fmt::format("  {} by thread {} of block {} at {}\n", access.what, access.thread,
                        access.block, place_text(access));
    if (!access.text.empty()) text += "      " + access.text + "\n";
  }
  return finding.advice.empty() ? text : text + "  " + finding.advice + "\n";
}

std::string launches_text(std::uint64_t count) {
  return count == 1 ? "1 launch" : fmt::format("{} launches", count);
}

std::string end_text(const CheckedRun& run) {
  if (run.killed && run.exit_code == SIGALRM) {
    return fmt::format("run {}: ended by the time limit (--timeout)\n", run.order);
  }
  if (run.killed) return fmt::format("run {}: ended by signal {}\n", run.order, run.exit_code);
  if (run.exit_code == 0) return "";
  return fmt::format("run {}: exit status {}\n", run.order, run.exit_code);
}

nlohmann::json json_of(const CheckFinding& finding) {
  nlohmann::json accesses = nlohmann::json::array();
  for (const CheckedAccess& access : finding.accesses) {
    accesses.push_back({{"what", access.what},
                        {"block", access.block},
                        {"thread", access.thread},
                        {"file", access.file},
                        {"line", access.line},
                        {"text", access.text}});
  }
  return {{"kind", finding.kind},     {"kernels", finding.kernels},
          {"launch", finding.launch}, {"kernel_location", finding.kernel_location},
          {"memory", finding.memory}, {"accesses", accesses},
          {"advice", finding.advice}, {"count", finding.count},
          {"runs", finding.runs}};
}

nlohmann::json physical_place(const std::string& file, int line) {
  nlohmann::json place = {{"artifactLocation", {{"uri", file}}}};
  if (line > 0) place["region"] = {{"startLine", line}};
  return place;
}

// What has no access, such as a launch that failed, is at its kernel: "file:line".
nlohmann::json sarif_place_of_kernel(const std::string& location) {
  const std::size_t colon = location.rfind(':');
  const int line = colon == std::string::npos ? 0 : std::atoi(location.c_str() + colon + 1);
  return {{"physicalLocation", physical_place(location.substr(0, colon), line)}};
}

nlohmann::json sarif_place(const CheckedAccess& access) {
  const std::string text =
      fmt::format("{} by thread {} of block {}", access.what, access.thread, access.block);
  return {{"physicalLocation", physical_place(access.file, access.line)},
          {"message", {{"text", text}}}};
}

nlohmann::json sarif_of(const CheckFinding& finding) {
  nlohmann::json places = nlohmann::json::array();
  nlohmann::json related = nlohmann::json::array();
  for (const CheckedAccess& access : finding.accesses) {
    (places.empty() ? places : related).push_back(sarif_place(access));
  }
  if (places.empty() && !finding.kernel_location.empty())
    places.push_back(sarif_place_of_kernel(finding.kernel_location));
  const std::string text = fmt::format("{}: {}: {}; {}", finding.kind, subject_text(finding),
                                       finding.memory, finding.advice);
  return {{"ruleId", finding.kind},
          {"level", "error"},
          {"message", {{"text", text}}},
          {"locations", places},
          {"relatedLocations", related}};
}

std::string xml(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '&':
        out += "&amp;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace

CheckReport unite(std::vector<CheckedRun> runs, const std::vector<std::string>& suppressions) {
  CheckReport report;
  std::map<decltype(key_of(std::declval<CheckFinding>())), CheckFinding> united;
  for (const CheckedRun& run : runs) {
    std::map<decltype(key_of(std::declval<CheckFinding>())), bool> in_run;
    for (const CheckFinding& finding : run.findings) {
      if (is_suppressed(finding, suppressions)) {
        ++report.suppressed;
        continue;
      }
      const auto key = key_of(finding);
      const auto [at, is_new] = united.try_emplace(key, finding);
      if (is_new) at->second.count = at->second.runs = 0;
      at->second.kernels.insert(finding.kernels.begin(), finding.kernels.end());
      at->second.count += finding.count;
      if (!std::exchange(in_run[key], true)) ++at->second.runs;
    }
  }
  for (auto& [key, finding] : united) report.findings.push_back(std::move(finding));
  report.runs = std::move(runs);
  return report;
}

std::string check_text(const CheckReport& report) {
  std::string text;
  for (const CheckFinding& finding : report.findings) {
    text += text_of(finding, report.runs.size()) + "\n";
  }
  for (const CheckedRun& run : report.runs) text += end_text(run);
  text += fmt::format("larder check: {} in {} of {}", count_text(report.findings.size(), "finding"),
                      count_text(report.runs.size(), "run"),
                      launches_text(report.runs.empty() ? 0 : report.runs[0].launches));
  if (report.suppressed != 0) text += fmt::format("; {} suppressed", report.suppressed);
  return text + "\n";
}

std::string check_json(const CheckReport& report) {
  nlohmann::json findings = nlohmann::json::array();
  for (const CheckFinding& finding : report.findings) findings.push_back(json_of(finding));
  nlohmann::json runs = nlohmann::json::array();
  for (const CheckedRun& run : report.runs) {
    runs.push_back({{"order", run.order},
                    {"exit_code", run.exit_code},
                    {"killed", run.killed},
                    {"launches", run.launches}});
  }
  return nlohmann::json{{"findings", findings}, {"runs", runs}, {"suppressed", report.suppressed}}
             .dump(2) +
         "\n";
}

std::string check_sarif(const CheckReport& report) {
  nlohmann::json results = nlohmann::json::array();
  for (const CheckFinding& finding : report.findings) results.push_back(sarif_of(finding));
  const nlohmann::json driver = {{"name", "larder check"}, {"version", LARDER_VERSION}};
  const nlohmann::json run = {{"tool", {{"driver", driver}}}, {"results", results}};
  return nlohmann::json{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                        {"version", "2.1.0"},
                        {"runs", {run}}}
             .dump(2) +
         "\n";
}

std::string check_junit(const CheckReport& report) {
  std::string cases;
  for (const CheckFinding& finding : report.findings) {
    cases += fmt::format(
        "  <testcase classname=\"larder check\" name=\"{}\">\n"
        "    <failure message=\"{}\">{}</failure>\n  </testcase>\n",
        xml(kernels_text(finding)), xml(finding.kind), xml(text_of(finding, report.runs.size())));
  }
  if (cases.empty()) cases = "  <testcase classname=\"larder check\" name=\"all kernels\"/>\n";
  return fmt::format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuite name=\"larder check\" tests=\"{}\" failures=\"{}\">\n{}</testsuite>\n",
      std::max<std::size_t>(report.findings.size(), 1), report.findings.size(), cases);
}

}  // namespace larder::tool
