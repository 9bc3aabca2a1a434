#include "generator/pack/compilation.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace larder::pack {
namespace {

namespace fs = std::filesystem;
using Words = std::vector<std::string>;

/// A toolkit of files that hold a word each.
class CompilationTest : public testing::Test {
 protected:
  CompilationTest() {
    for (const char* name : {"nvcc", "ptxas", "cicc", "gcc", "cc1plus", "ccache"})
      write(folder_ + "/bin/" + name, name);
    toolkit_.nvcc = folder_ + "/bin/nvcc";
    toolkit_.ptxas = folder_ + "/bin/ptxas";
    toolkit_.release = "13.0.88";
  }
  ~CompilationTest() override {
    unsetenv("CPATH");
    fs::remove_all(folder_);
  }

  static void write(const std::string& path, const std::string& text) {
    fs::create_directories(fs::path(path).parent_path());
    std::ofstream(path) << text;
    fs::permissions(path, fs::perms::owner_all);
  }

  RunProcess run() {
    return [this](const Words& command) -> Result<Finished> {
      if (std::ranges::find(command, "--dryrun") != command.end()) {
        ++dry_runs_;
        return Finished{0, "#$ _HERE_=" + folder_ + "/bin\n#$ PATH=" + folder_ +
                               "/bin\n#$ gcc -D__CUDA_ARCH__=900 -E \"/dev/null\" -o \"x.ii\"\n"
                               "#$ cicc " +
                               cicc_ + " \"x.ii\" -o \"x.ptx\"\n#$ ptxas -arch=sm_90 " + ptxas_ +
                               " \"x.ptx\" -o \"x\"\n"};
      }
      if (command.back() == "-print-prog-name=cc1plus")
        return Finished{0, folder_ + "/bin/cc1plus\n"};
      write(command.back(), header_);
      return Finished{0, ""};
    };
  }

  Result<Compilation> made(const Words& flags = {}) {
    const RunProcess process = run();
    Compilations compilations(toolkit_, folder_ + "/answers", process);
    return compilations.of(flags, {90});
  }
  std::string identity() {
    const Result<Compilation> compilation = made();
    return compilation ? compilation->identity : compilation.status().message();
  }

  std::string folder_ = testing::TempDir() + "compilation_test_" + std::to_string(getpid());
  Toolkit toolkit_;
  std::string cicc_ = "--c++17";
  std::string ptxas_ = "--fmad false -maxrregcount=40";
  std::string header_ = "int x;\n";
  int dry_runs_ = 0;
};

TEST_F(CompilationTest, PtxasGetsWhatNvccWouldGiveIt) {
  const Result<Compilation> compilation = made();
  ASSERT_TRUE(compilation.ok()) << compilation.status().message();
  EXPECT_EQ(compilation->ptxas_flags, (Words{"--fmad", "false", "-maxrregcount=40"}));
}

TEST_F(CompilationTest, TheIdentityIsTheSameForTheSame) {
  EXPECT_EQ(identity(), identity());
  EXPECT_EQ(dry_runs_, 1);
}

TEST_F(CompilationTest, TheIdentityCoversEachToolsContent) {
  for (const char* name : {"nvcc", "ptxas", "cicc", "gcc", "cc1plus"}) {
    const std::string before = identity();
    write(folder_ + "/bin/" + name, std::string(name) + " made anew");
    EXPECT_NE(identity(), before) << name;
  }
}

TEST_F(CompilationTest, TheIdentityCoversALaunchersWordsAndFiles) {
  std::string before = identity();
  for (const std::string& word : {folder_ + "/bin/ccache", std::string("--option")}) {
    toolkit_.launcher.push_back(word);
    EXPECT_NE(identity(), before);
    before = identity();
  }
  write(folder_ + "/bin/ccache", "another wrapper");
  EXPECT_NE(identity(), before);
}

TEST_F(CompilationTest, TheIdentityCoversFlagsAndTheEnvironment) {
  std::string before = identity();
  toolkit_.flags = {"-DX"};
  EXPECT_NE(identity(), before);
  before = identity();
  setenv("CPATH", "/somewhere", 1);
  EXPECT_NE(identity(), before);
}

TEST_F(CompilationTest, TheIdentityCoversWhatNvccSaysOfItsFlags) {
  for (std::string* text : {&cicc_, &ptxas_, &header_}) {
    const std::string before = identity();
    *text = text == &header_ ? "int y;\n" : "-O1";
    toolkit_.flags.emplace_back("-DASK_AGAIN");
    const std::string after = identity();
    EXPECT_NE(after, before + "\nflag -DASK_AGAIN");
    EXPECT_NE(after.substr(0, after.find("\nflag")), before.substr(0, before.find("\nflag")));
  }
}

TEST_F(CompilationTest, WhatNvccRefusesIsAnError) {
  cicc_ = "--c++17 $(date)";
  EXPECT_EQ(made().status().code(), Code::kUnsupported);
}

TEST_F(CompilationTest, EachSetOfFlagsIsAskedOnce) {
  const RunProcess process = run();
  Compilations compilations(toolkit_, folder_ + "/answers", process);
  for (const char* flag : {"-DA", "-DB", "-DA"}) ASSERT_TRUE(compilations.of({flag}, {90}).ok());
  EXPECT_EQ(dry_runs_, 2);
}

}  // namespace
}  // namespace larder::pack
