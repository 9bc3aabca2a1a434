#include "generator/pack/ptxas_report.h"

#include <gtest/gtest.h>

namespace larder::pack {
namespace {

// As ptxas 13.0 prints it for two kernels that call one function.
constexpr std::string_view kReport =
    "ptxas info    : 400 bytes gmem, 40 bytes cmem[3], 8 bytes cmem[4]\n"
    "ptxas info    : Compiling entry function '_Z2k2iPi' for 'sm_80'\n"
    "ptxas info    : Function properties for _Z2k2iPi\n"
    "    240 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads\n"
    "ptxas info    : Used 32 registers, used 0 barriers, 244 bytes cumulative stack size, 368 "
    "bytes cmem[0]\n"
    "ptxas info    : Compile time = 21.011 ms\n"
    "ptxas info    : Function properties for _Z3fooiPi\n"
    "    999 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads\n"
    "ptxas info    : Compiling entry function '_Z2k1iPi' for 'sm_80'\n"
    "ptxas info    : Function properties for _Z2k1iPi\n"
    "    16 bytes stack frame, 0 bytes spill stores, 0 bytes spill loads\n"
    "ptxas info    : Used 10 registers, used 1 barriers, 1024 bytes smem\n"
    "ptxas info    : Compile time = 7.315 ms\n";

TEST(PtxasReport, GivesEachEntrysResources) {
  const PtxasReport report = parse_ptxas_report(kReport);
  ASSERT_EQ(report.entries.size(), 2U);
  EXPECT_EQ(report.entries.at("_Z2k2iPi"), (Resources{32, 0, 244}));
  EXPECT_EQ(report.entries.at("_Z2k1iPi"), (Resources{10, 1024, 16}));
  EXPECT_EQ(report.messages, "");
}

TEST(PtxasReport, KeepsWhatIsNoStatistics) {
  const PtxasReport report = parse_ptxas_report(
      "ptxas warning : Stack size for entry function 'k' cannot be statically determined\n"
      "ptxas info    : Compiling entry function 'k' for 'sm_80'\n"
      "something new\n");
  EXPECT_EQ(report.entries.count("k"), 1U);
  EXPECT_EQ(report.messages,
            "ptxas warning : Stack size for entry function 'k' cannot be statically determined\n"
            "something new\n");
}

TEST(PtxasReport, AnyTruncationIsRead) {
  for (std::size_t size = 0; size <= kReport.size(); ++size) {
    EXPECT_LE(parse_ptxas_report(kReport.substr(0, size)).entries.size(), 2U);
  }
}

}  // namespace
}  // namespace larder::pack
