#include "generator/flags/host_flags.h"

#include <gmock/gmock.h>

namespace larder::generate {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using Flags = std::vector<std::string>;

std::string no_header(const std::string&) { return {}; }

HostFlags flags_of(const Flags& command) {
  Result<HostFlags> read = read_flags(command, no_header);
  EXPECT_TRUE(read.ok()) << (read.ok() ? "" : read.status().message());
  return read.ok() ? *read : HostFlags();
}

std::string refusal_of(const Flags& command) {
  const Result<HostFlags> read = read_flags(command, no_header);
  return read.ok() ? "taken" : read.status().message();
}

TEST(HostFlags, AreOneWordEachHoweverTheyWereWritten) {
  EXPECT_THAT(flags_of({"-std=c++20", "-Iapp.p", "-I", "../src", "-isystem", "/opt/include",
                        "-isystem/opt/more", "-DN=3", "-D", "M", "-UX"})
                  .scan,
              ElementsAre("-std=c++20", "-Iapp.p", "-I../src", "-isystem/opt/include",
                          "-isystem/opt/more", "-DN=3", "-DM", "-UX"));
}

TEST(HostFlags, NvccTakesTheSameOnesInItsOwnSpelling) {
  EXPECT_THAT(
      flags_of({"-std=c++20", "-I", "a,b", "-I", "e", "-isystem", "c d", "-DL=1,2", "-UX"}).device,
      ElementsAre("-std=c++20", "-Xcompiler=-Ia\\,b", "-Ie", "-isystem=c d", "-DL=1\\,2", "-UX"));
}

TEST(HostFlags, OfNvccCanBeGivenToTheHostCompiler) {
  const HostFlags flags = flags_of({"-std=c++20", "-I", "a,b", "-isystem", "c d", "-DL=\\1,2",
                                    "-march=native", "-funsigned-char", "-iquote", "q"});
  EXPECT_THAT(for_host_compiler(flags.device),
              ElementsAre("-std=c++20", "-Ia,b", "-isystemc d", "-DL=\\1,2", "-march=native",
                          "-funsigned-char", "-iquoteq"));
}

TEST(HostFlags, LeaveOutputsAndWarningsOut) {
  const HostFlags flags =
      flags_of({"-std=c++17", "-Wall", "-g", "-MD", "-MQ", "a.o", "-MF", "a.d", "-o", "a.o", "-c",
                "a.cpp", "-fPIC", "-Winvalid-pch", "-fdiagnostics-color=always", "-pipe"});
  EXPECT_THAT(flags.scan, ElementsAre("-std=c++17"));
  EXPECT_THAT(flags.device, ElementsAre("-std=c++17"));
}

TEST(HostFlags, NameTheCompilersDefaultStandard) {
  EXPECT_THAT(flags_of({"-DX"}).scan, ElementsAre("-std=gnu++17", "-DX"));
}

TEST(HostFlags, TakeTheLastStandard) {
  EXPECT_THAT(flags_of({"-std=c++11", "-std=gnu++23"}).scan, ElementsAre("-std=gnu++23"));
  EXPECT_THAT(flags_of({"--std=c++20"}).device, ElementsAre("-std=c++20"));
}

TEST(HostFlags, NvccGetsAStandardThatItKnows) {
  EXPECT_THAT(flags_of({"-std=gnu++17"}).device, ElementsAre("-std=c++17"));
  EXPECT_THAT(flags_of({"-std=gnu++2b"}).device, ElementsAre("-std=c++20"));
  EXPECT_THAT(flags_of({"-std=c++23"}).device, ElementsAre("-std=c++20"));
}

TEST(HostFlags, DropChecksThatDeviceCodeCannotCall) {
  EXPECT_THAT(flags_of({"-std=c++17", "-D_GLIBCXX_ASSERTIONS=1", "-D", "_GLIBCXX_ASSERTIONS",
                        "-D_FORTIFY_SOURCE=2", "-DX"})
                  .scan,
              ElementsAre("-std=c++17", "-DX"));
}

TEST(HostFlags, FindWhatIsMeantForThePreprocessor) {
  EXPECT_THAT(
      flags_of({"-std=c++17", "-Wp,-DA=1,-MD,a.d", "-Xpreprocessor", "-D", "-Xpreprocessor", "B=2"})
          .scan,
      ElementsAre("-std=c++17", "-DA=1", "-DB=2"));
}

TEST(HostFlags, ForceIncludedFilesReachNvccWhereItReadsTheSource) {
  const HostFlags flags = flags_of({"-std=c++17", "-include", "config.h"});
  EXPECT_THAT(flags.scan, ElementsAre("-std=c++17", "-includeconfig.h"));
  EXPECT_THAT(flags.forced, ElementsAre("config.h"));
  EXPECT_THAT(flags.device, ElementsAre("-std=c++17"));
}

TEST(HostFlags, APrecompiledHeaderStandsForItsText) {
  const auto known = [](const std::string& path) {
    return path == "app.p/pch.h.gch" || path == "app.p/pch.h.pch" ? std::string("../pch/pch.h")
                                                                  : std::string();
  };
  for (const Flags& command : {Flags{"-std=c++17", "-Iapp.p", "-include", "pch.h"},
                               Flags{"-std=c++17", "-Iapp.p", "-include-pch", "app.p/pch.h.pch"}}) {
    const Result<HostFlags> read = read_flags(command, known);
    ASSERT_TRUE(read.ok()) << read.status().message();
    EXPECT_THAT(read->scan, Contains("-include../pch/pch.h"));
  }
  EXPECT_THAT(refusal_of({"-include-pch", "x.pch"}), HasSubstr("-include-pch x.pch"));
}

TEST(HostFlags, OptimisationIsWhatItsMacrosSay) {
  EXPECT_THAT(flags_of({"-std=c++17", "-O2"}).scan,
              ElementsAre("-std=c++17", "-D__OPTIMIZE__=1", "-U__NO_INLINE__"));
  EXPECT_THAT(flags_of({"-std=c++17", "-O3", "-O0"}).scan, ElementsAre("-std=c++17"));
  EXPECT_THAT(flags_of({"-Os"}).scan, Contains("-D__OPTIMIZE_SIZE__=1"));
  EXPECT_THAT(flags_of({"-Ofast"}).scan, Contains("-D__FAST_MATH__=1"));
  EXPECT_THAT(flags_of({"-ffast-math"}).scan, Contains("-D__FINITE_MATH_ONLY__=1"));
  EXPECT_THAT(flags_of({"-ffast-math"}).scan, Not(Contains("-ffast-math")));
  EXPECT_THAT(flags_of({"-ffast-math", "-fno-fast-math"}).scan, Not(Contains("-D__FAST_MATH__=1")));
  EXPECT_THAT(flags_of({"-fopenmp"}).scan, Contains("-D_OPENMP=201511"));
}

TEST(HostFlags, NvccsFrontEndIsToldWhatItsHostCompilerCannotTellIt) {
  EXPECT_THAT(flags_of({"-std=c++17", "-funsigned-char"}).device,
              ElementsAre("-std=c++17", "-Xcudafe=--unsigned_chars"));
  EXPECT_THAT(flags_of({"-fshort-enums"}).device, Contains("-Xcudafe=--short_enums"));
  EXPECT_THAT(flags_of({"-fpack-struct=2"}).device, Contains("-Xcudafe=--pack_alignment=2"));
  EXPECT_THAT(flags_of({"-iquote", "q", "-idirafter", "r"}).device,
              ElementsAre("-std=c++17", "-Xcompiler=-iquoteq", "-Xcompiler=-idirafterr"));
  const std::vector<std::string> spaced = flags_of({"-iquote", "a b"}).device;
  EXPECT_THAT(spaced, ElementsAre("-std=c++17", "-Xcompiler=\"-iquotea b\""));
  EXPECT_THAT(for_host_compiler(spaced), ElementsAre("-std=c++17", "-iquotea b"));
}

TEST(HostFlags, OverflowThatWrapsIsAWarning) {
  const HostFlags flags = flags_of({"-fwrapv"});
  ASSERT_EQ(flags.warnings.size(), 1u);
  EXPECT_THAT(flags.warnings[0], HasSubstr("-fwrapv"));
}

TEST(HostFlags, WhatCannotBeCarriedIsAnErrorThatNamesIt) {
  for (const char* flag : {"-fshort-wchar", "-m32", "-mms-bitfields", "-fmodules", "-fno-such-flag",
                           "-fabi-version=2", "--no-such-flag"})
    EXPECT_THAT(refusal_of({flag}), HasSubstr(flag));
  EXPECT_THAT(refusal_of({"-Xclang", "-fno-such"}), HasSubstr("-Xclang"));
  EXPECT_THAT(refusal_of({"-I"}), HasSubstr("-I lacks its value"));
}

}  // namespace
}  // namespace larder::generate
