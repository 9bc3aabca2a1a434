#include "generator/emit/guard.h"

#include <gmock/gmock.h>

namespace larder::generate {
namespace {

using testing::HasSubstr;
using testing::Not;

OutsideMacro macro(const char* name, const char* value, bool asked_for_value) {
  return {name, true, true, value, asked_for_value, {"a.cpp", 7, 0}};
}

std::string guard(const OutsideMacro& macro) { return macro_guard({&macro, 1}); }

TEST(MacroGuard, IsNothingWhereNothingWasAsked) { EXPECT_EQ(macro_guard({}), ""); }

TEST(MacroGuard, StandsAtThePlaceThatAsks) {
  EXPECT_THAT(guard(macro("N", "3", true)),
              HasSubstr("#line 7 \"a.cpp\"\nLARDER_DIFFERS(\"macro N"));
}

TEST(MacroGuard, ComparesNumbersByThePreprocessor) {
  for (const char* number : {"3", "-3", "0x1Fu", "07", "10ull"})
    EXPECT_THAT(guard(macro("N", number, true)),
                HasSubstr(std::string("#elif N + 0 != ") + number + "\n"));
}

TEST(MacroGuard, ComparesOtherValuesAsText) {
  for (const char* text : {"float", "1.5f", "1e3", "\"a\"", "1 + 2", ""}) {
    const std::string out = guard(macro("N", text, true));
    EXPECT_THAT(out, HasSubstr("larder_same_text(LARDER_TEXT(N), ")) << text;
    EXPECT_THAT(out, Not(HasSubstr("#elif"))) << text;
  }
}

TEST(MacroGuard, WhoeverAsksOnlyWhetherItIsThereLearnsOnlyThat) {
  const std::string out = guard(macro("N", "3", false));
  EXPECT_THAT(out, HasSubstr("#ifndef N\n"));
  EXPECT_THAT(out, Not(HasSubstr("#elif")));
}

TEST(MacroGuard, RefusesWhatTheScanDidNotHave) {
  EXPECT_THAT(guard({"N", false, false, "", true, {"a.cpp", 7, 0}}), HasSubstr("#ifdef N\n"));
}

TEST(MacroGuard, TakesEachCompilersNumberForAStandard) {
  EXPECT_THAT(guard(macro("__cplusplus", "202302L", true)),
              HasSubstr("#elif __cplusplus <= 202002L || __cplusplus > 999999L\n"));
  EXPECT_THAT(guard(macro("__cplusplus", "201703L", true)),
              HasSubstr("#elif __cplusplus <= 201402L || __cplusplus > 201703L\n"));
}

TEST(MacroGuard, DoesNotCompareVersionsOfFeatures) {
  for (const char* name : {"_OPENMP", "__cpp_exceptions"})
    EXPECT_THAT(guard(macro(name, "201511", true)), Not(HasSubstr("#elif")));
}

}  // namespace
}  // namespace larder::generate
