#include "generator/flags/treatment.h"

#include <gtest/gtest.h>

namespace larder::generate {
namespace {

Treatment treatment(const char* flag) {
  unsigned index = 0;
  unsigned missing = 0;
  const char* words[] = {flag, "value"};
  const llvm::opt::InputArgList list = getDriverOptTable().ParseArgs(
      words, index, missing, llvm::opt::Visibility(table::ClangOption));
  return treatment_of((*list.begin())->getOption().getUnaliasedOption());
}

TEST(Treatment, DropsByGroup) {
  for (const char* flag : {"-Wall",
                           "-Wno-unused",
                           "-g",
                           "-ggdb3",
                           "-gsplit-dwarf",
                           "-MD",
                           "-MF",
                           "-c",
                           "-S",
                           "-lm",
                           "-Lx",
                           "-Wl,-x",
                           "-fPIC",
                           "-fpie",
                           "-flto",
                           "-fstack-protector-strong",
                           "-fprofile-arcs",
                           "--coverage",
                           "-fdiagnostics-color=always",
                           "-fomit-frame-pointer",
                           "-funroll-loops",
                           "-fno-strict-aliasing",
                           "-mcmodel=large",
                           "-mno-red-zone",
                           "-fsanitize=address",
                           "-fvisibility=hidden",
                           "-ftree-vectorize",
                           "-fgcse",
                           "-fpch-preprocess",
                           "-Winvalid-pch",
                           "-pipe",
                           "-s",
                           "-shared",
                           "-rdynamic",
                           "-fuse-ld=lld",
                           "-fcf-protection",
                           "-pedantic",
                           "-ffunction-sections",
                           "-fno-plt",
                           "-fmath-errno",
                           "-ftrapping-math"})
    EXPECT_EQ(treatment(flag), Treatment::kDrop) << flag;
}

TEST(Treatment, CarriesWhatClangKeepsAmongItsLanguageOptions) {
  for (const char* flag : {"-fms-extensions", "-fno-threadsafe-statics", "-fconstexpr-depth=9",
                           "-ftemplate-depth=99", "-fno-access-control", "-faligned-allocation",
                           "-fdollars-in-identifiers", "-fcoroutines", "-ffreestanding"})
    EXPECT_EQ(treatment(flag), Treatment::kScan) << flag;
}

TEST(Treatment, OfASpellingIsThatOfItsMeaning) {
  EXPECT_EQ(treatment("--define-macro=X"), Treatment::kMacro);
  EXPECT_EQ(treatment("--include-directory=x"), Treatment::kFolder);
  EXPECT_EQ(treatment("--std=c++20"), Treatment::kStandard);
  EXPECT_EQ(treatment("--optimize=2"), Treatment::kOptimisation);
}

TEST(HarmlessOfGcc, KnowsItsOptimisersAndNothingElse) {
  for (const char* flag :
       {"-fno-var-tracking", "-fanalyzer", "-fipa-pta", "-fno-tree-pre", "-fgraphite-identity",
        "-fhardened", "-fdump-tree-all", "-fno-gnu-unique"})
    EXPECT_TRUE(is_harmless_of_gcc(flag)) << flag;
  for (const char* flag : {"-fabi-version=2", "-fconcepts-ts", "-fno-such-flag", "-mfoo", "-foo",
                           "-fhandle-exceptions", "-fsingle-precision-constant"})
    EXPECT_FALSE(is_harmless_of_gcc(flag)) << flag;
}

}  // namespace
}  // namespace larder::generate
