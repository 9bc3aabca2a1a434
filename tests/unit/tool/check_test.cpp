#include "runtime/tool/check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace larder::tool {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

nlohmann::json access(const char* what, int thread, int line) {
  return {{"what", what},          {"block", {0, 0, 0}}, {"thread", {thread, 0, 0}},
          {"file", "/a/blur.cpp"}, {"line", line},       {"function", "f"}};
}

// What the check library writes.
std::string race_line() {
  return nlohmann::json{{"kind", "race"},
                        {"kernel", "blur<4>"},
                        {"kernel_location", "blur.cpp:9"},
                        {"launch", 2},
                        {"memory", "shared memory `tile`"},
                        {"accesses", {access("write", 1, 12), access("earlier read", 0, 14)}},
                        {"advice", "they need a __syncthreads()"}}
             .dump() +
         "\n";
}
std::string failure_line() {
  return nlohmann::json{{"kind", "failed launch"},
                        {"kernel", "sum"},
                        {"kernel_location", "sum.cpp:3"},
                        {"launch", 5},
                        {"memory", "thread (9,0,0) trapped at sum.cpp:7"},
                        {"accesses", nlohmann::json::array()},
                        {"advice", ""}}
             .dump() +
         "\n";
}

CheckedRun run_with(const std::string& lines) {
  CheckedRun run;
  run.order = "forward";
  read_findings(lines, "app", run);
  return run;
}

CheckedRun run_with_both() {
  return run_with(race_line() + failure_line() + "{\"launches\":5,\"counts\":[40,1]}\n");
}

TEST(Check, ReadsFindingsAndTheirCounts) {
  const CheckedRun run = run_with_both();
  EXPECT_TRUE(run.checked);
  EXPECT_EQ(run.launches, 5u);
  ASSERT_EQ(run.findings.size(), 2u);
  EXPECT_EQ(run.findings[0].count, 40u);
  EXPECT_EQ(run.findings[0].accesses[1].line, 14);
  EXPECT_EQ(run.findings[0].accesses[0].thread, "(1,0,0)");
}

TEST(Check, AProgramThatWasKilledMayHaveCutOffItsLastLine) {
  const CheckedRun run = run_with(race_line() + "{\"launches\":5,\"co");
  EXPECT_EQ(run.findings.size(), 1u);
  EXPECT_FALSE(run_with("").checked) << "a program without checks writes nothing";
}

TEST(Check, ARunEndsAtItsTimeLimit) {
  const CheckedRun run = run_checked({"sleep", "100"}, "forward", 1, false);
  EXPECT_TRUE(run.killed);
  CheckReport report;
  report.runs = {run};
  EXPECT_THAT(check_text(report), HasSubstr("run forward: ended by the time limit (--timeout)\n"));
}

TEST(Check, TheSamePairOfLinesIsOneFinding) {
  CheckedRun other = run_with_both();
  std::swap(other.findings[0].accesses[0], other.findings[0].accesses[1]);
  other.findings[0].kernels = {"blur<8>"};
  const CheckReport report = unite({run_with_both(), other}, {});
  ASSERT_EQ(report.findings.size(), 2u);
  const CheckFinding& race = report.findings[1];
  EXPECT_EQ(race.kernels, (std::set<std::string>{"blur<4>", "blur<8>"}));
  EXPECT_EQ(race.count, 80u);
  EXPECT_EQ(race.runs, 2u);
}

TEST(Check, PatternsSuppressByPlaceAndByKernel) {
  EXPECT_EQ(unite({run_with_both()}, {"race: */blur.cpp:14"}).findings.size(), 1u);
  EXPECT_EQ(unite({run_with_both()}, {"race: blur<*>"}).suppressed, 1u);
  EXPECT_EQ(unite({run_with_both()}, {"*: sum"}).findings.size(), 1u);
  EXPECT_EQ(unite({run_with_both()}, {"race: sum"}).findings.size(), 2u);
}

TEST(Check, ACommentInALineSuppresses) {
  CheckedRun run = run_with_both();
  run.findings[0].accesses[1].text = "x = y;  // larder-check: ignore";
  EXPECT_EQ(unite({run}, {}).findings.size(), 1u);
}

TEST(Check, TextForPeople) {
  const std::string text = check_text(unite({run_with_both()}, {}));
  EXPECT_THAT(text,
              HasSubstr("race: kernel blur<4> (blur.cpp:9), launch 2; 40 times in 1 of 1 run\n"
                        "  shared memory `tile`\n"
                        "  write by thread (1,0,0) of block (0,0,0) at /a/blur.cpp:12\n"));
  EXPECT_THAT(text, HasSubstr("larder check: 2 findings in 1 run of 5 launches\n"));
  EXPECT_THAT(text, Not(HasSubstr("suppressed")));
}

TEST(Check, JsonSarifAndJunitForOtherTools) {
  const CheckReport report = unite({run_with_both()}, {});
  const auto json = nlohmann::json::parse(check_json(report));
  EXPECT_EQ(json["findings"][1]["accesses"][0]["line"], 12);
  EXPECT_EQ(json["runs"][0]["order"], "forward");
  const auto sarif = nlohmann::json::parse(check_sarif(report));
  const auto& race = sarif["runs"][0]["results"][1];
  EXPECT_EQ(race["ruleId"], "race");
  EXPECT_EQ(race["locations"][0]["physicalLocation"]["region"]["startLine"], 12);
  const auto& failure = sarif["runs"][0]["results"][0];
  EXPECT_EQ(failure["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "sum.cpp");
  EXPECT_EQ(failure["locations"][0]["physicalLocation"]["region"]["startLine"], 3);
  const std::string junit = check_junit(report);
  EXPECT_THAT(junit, HasSubstr("tests=\"2\" failures=\"2\""));
  EXPECT_THAT(junit, HasSubstr("name=\"blur&lt;4&gt;\""));
  EXPECT_THAT(check_junit(unite({run_with("")}, {})), HasSubstr("tests=\"1\" failures=\"0\""));
}

}  // namespace
}  // namespace larder::tool
